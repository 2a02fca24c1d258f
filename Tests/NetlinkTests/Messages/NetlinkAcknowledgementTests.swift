import CNetfilter
import Testing

@testable import Netlink

@Suite struct NetlinkAcknowledgementTests {
    private func acknowledgement(
        type: Int32 = NLMSG_ERROR, flags: NetlinkFlags = [], _ body: (inout NetlinkWriter) -> Void
    ) -> NetlinkAcknowledgement? {
        var writer = NetlinkWriter()
        writer.message(UInt16(type), flags, sequence: 1, body: body)
        return writer.bytes.withUnsafeBytes { bytes in
            NetlinkMessages(bytes).first { _ in true }.flatMap(NetlinkAcknowledgement.init)
        }
    }

    /// The header of a refused request of 40 bytes.
    private let request: [UInt8] = [40, 0, 0, 0, 1, 10, 5, 0, 9, 0, 0, 0, 0, 0, 0, 0]

    @Test func success() throws {
        let found = try #require(acknowledgement { $0.host(Int32(0)) })
        #expect(found.code.rawValue == 0)
        #expect(found.explanation == nil)
    }

    @Test func refusalWithItsReason() throws {
        let found = try #require(
            acknowledgement(flags: [.capped, .extendedAcknowledgement]) {
                $0.host(Int32(-2))
                for byte in request { $0.host(byte) }
                $0.text(NLMSGERR_ATTR_MSG, "no such thing")
                $0.data(NLMSGERR_ATTR_OFFS, [28, 0, 0, 0])
            })
        #expect(
            found.refusal(of: "add a thing").description
                == "the kernel refused to add a thing: no such object (ENOENT), \"no such thing\", "
                + "at byte 28 of the request")
    }

    /// Where the kernel repeats the request, what explains it comes after all of that.
    @Test func refusalWithTheRequestInside() throws {
        let found = try #require(
            acknowledgement(flags: .extendedAcknowledgement) {
                $0.host(Int32(-22))
                for byte in request { $0.host(byte) }
                for _ in 0..<24 { $0.host(UInt8(0xee)) }
                $0.text(NLMSGERR_ATTR_MSG, "because")
            })
        #expect(found.code.description == "invalid argument (EINVAL)")
        #expect(found.explanation == "because")
    }

    @Test func endOfAListing() throws {
        let found = try #require(acknowledgement(type: NLMSG_DONE) { $0.host(Int32(-105)) })
        #expect(found.code == .noBuffers)
    }

    @Test func tooShort() {
        #expect(acknowledgement { $0.host(UInt16(0)) } == nil)
    }

    @Test func unheardOfNumbers() {
        #expect(KernelErrorCode(rawValue: 4711).description == "error 4711")
        // Negating the smallest number there is must not trap.
        #expect(acknowledgement { $0.host(Int32.min) }?.code.rawValue == Int32.min)
    }
}
