import CNetfilter
import IPNetworks
import Testing

@testable import Netlink

@Suite struct LoggedPacketTests {
    private static let payload: [UInt8] =
        [0x45, 0, 0, 44, 0, 0, 0, 0, 64, 17, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2] + [0, 53, 0, 99]

    private func packet(_ body: (inout NetlinkWriter) -> Void) -> LoggedPacket? {
        var writer = NetlinkWriter()
        body(&writer)
        return writer.bytes.withUnsafeBytes { LoggedPacket(NetlinkAttributes($0)) }
    }

    @Test func allFields() throws {
        let found = try #require(
            packet {
                $0.data(NFULA_PACKET_HDR, [8, 0, 0, 0])
                $0.text(NFULA_PREFIX, "sikker drop")
                $0.number(NFULA_IFINDEX_INDEV, UInt32(3))
                $0.data(NFULA_TIMESTAMP, [0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 5])
                $0.data(NFULA_PAYLOAD, Self.payload)
            })
        #expect(
            found
                == LoggedPacket(
                    source: IPAddress(v4: 0xc000_0201), destination: IPAddress(v4: 0xc000_0202), transport: 17,
                    sourcePort: 53, destinationPort: 99, length: 44, interface: 3, time: 2_000_005,
                    tag: PacketLogTag("sikker drop")))
    }

    @Test func onlyTheHeader() throws {
        let found = try #require(packet { $0.data(NFULA_PAYLOAD, Self.payload) })
        #expect(found.interface == 0)
        #expect(found.time == 0)
        #expect(found.tag == PacketLogTag(""))
    }

    @Test func withoutHeader() {
        #expect(packet { $0.text(NFULA_PREFIX, "x") } == nil)
        #expect(packet { $0.data(NFULA_PAYLOAD, [0x45, 0]) } == nil)
    }

    @Test func tagsTellPrefixesApart() {
        #expect(PacketLogTag("sikker drop") != PacketLogTag("sikker seen"))
        #expect(PacketLogTag(bytes: [97, 98, 0, 99]) == PacketLogTag("ab"))
    }
}
