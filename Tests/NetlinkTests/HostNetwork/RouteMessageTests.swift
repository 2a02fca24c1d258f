import CNetfilter
import Glibc
import IPNetworks
import Testing

@testable import Netlink

@Suite struct RouteMessageTests {
    private func read<Result>(
        _ body: (inout NetlinkWriter) -> Void, _ parse: (NetlinkMessage) -> Result?
    ) -> Result? {
        var writer = NetlinkWriter()
        writer.message(UInt16(RTM_NEWROUTE), [], sequence: 1, body: body)
        return writer.bytes.withUnsafeBytes { bytes in
            NetlinkMessages(bytes).first { _ in true }.flatMap(parse)
        }
    }

    private func route(
        length: UInt8 = 0, type: Int = RTN_UNICAST, _ attributes: (inout NetlinkWriter) -> Void
    ) -> RouteMessage? {
        var header = rtmsg()
        header.rtm_family = UInt8(AF_INET)
        header.rtm_dst_len = length
        header.rtm_type = UInt8(type)
        return read(
            {
                $0.host(header)
                attributes(&$0)
            }, RouteMessage.init)
    }

    @Test(arguments: [
        (0, RTN_UNICAST, true), (1, RTN_UNICAST, true), (2, RTN_UNICAST, false), (0, RTN_BLACKHOLE, false),
    ])
    func defaultRoutes(_ length: Int, _ type: Int, _ isDefault: Bool) throws {
        let route = try #require(route(length: UInt8(length), type: type) { $0.data(RTA_GATEWAY, [192, 0, 2, 1]) })
        #expect(route.isDefault == isDefault)
        #expect(route.gateways == [IPAddress(v4: 0xc000_0201)])
    }

    @Test func gatewayOfAnotherFamily() throws {
        let address = try #require(IPAddress("fe80::1"))
        let family = withUnsafeBytes(of: UInt16(AF_INET6)) { Array($0) }
        let route = try #require(route { $0.data(RTA_VIA, family + address.networkBytes) })
        #expect(route.gateways == [address])
    }

    @Test func severalPaths() throws {
        let path: [UInt8] = [16, 0, 0, 0, 2, 0, 0, 0, 8, 0, 5, 0]
        let route = try #require(
            route { $0.data(RTA_MULTIPATH, path + [192, 0, 2, 1] + path + [192, 0, 2, 2] + [200, 0, 0, 0]) })
        #expect(route.gateways == [IPAddress(v4: 0xc000_0201), IPAddress(v4: 0xc000_0202)])
    }

    @Test func withoutRouter() throws {
        #expect(try #require(route { _ in }).gateways == [])
    }

    @Test func cutHeader() {
        #expect(read({ $0.host(UInt32(0)) }, RouteMessage.init) == nil)
        #expect(read({ $0.host(UInt32(0)) }, HostAddress.init) == nil)
    }

    @Test func addresses() throws {
        var header = ifaddrmsg()
        header.ifa_prefixlen = 24
        header.ifa_index = 4
        let ethernet = read(
            {
                $0.host(header)
                $0.data(IFA.address, [192, 0, 2, 5])
                $0.data(IFA.local, [192, 0, 2, 5])
            }, HostAddress.init)
        #expect(
            try ethernet
                == HostAddress(
                    address: IPAddress(v4: 0xc000_0205),
                    network: #require(IPPrefix(IPAddress(v4: 0xc000_0205), length: 24)), interface: 4))

        header.ifa_prefixlen = 32
        let tunnel = read(
            {
                $0.host(header)
                $0.data(IFA.address, [198, 51, 100, 1])
                $0.data(IFA.local, [192, 0, 2, 5])
            }, HostAddress.init)
        #expect(tunnel?.address == IPAddress(v4: 0xc000_0205))
        #expect(tunnel?.network == IPPrefix(single: IPAddress(v4: 0xc633_6401)))
    }

    @Test func prefixLengthOutOfBounds() {
        var header = ifaddrmsg()
        header.ifa_prefixlen = 33
        #expect(
            read(
                {
                    $0.host(header)
                    $0.data(IFA.local, [192, 0, 2, 5])
                }, HostAddress.init) == nil)
    }
}

/// linux/if_addr.h has these names in an anonymous enum, which the writer does not take.
private struct IFA: RawRepresentable {
    let rawValue: UInt32

    static let address = Self(rawValue: UInt32(IFA_ADDRESS))
    static let local = Self(rawValue: UInt32(IFA_LOCAL))
}
