import Testing

@testable import Netlink

@Suite struct IpsetNetworkTests {
    /// Networks of ranges, one address after the other: the plainest way to say what they should make up.
    @Test func networksMakeUpTheRanges() {
        for first in UInt32(0)...40 {
            for last in first...40 {
                let networks = IpsetNetwork.covering([first...last])
                #expect(networks.flatMap { Array($0.range) } == Array(first...last))
                #expect(networks == networks.sorted(by: IpsetNetwork.precedes))
                for network in networks { #expect(network.range.lowerBound == network.first) }
            }
        }
    }

    @Test(
        arguments: [
            (0xc000_0200...0xc000_02ff, ["192.0.2.0/24"]),
            (0xc000_0201...0xc000_0201, ["192.0.2.1/32"]),
            (0xffff_fffe...0xffff_ffff, ["255.255.255.254/31"]),
            // ipset knows no network of all addresses.
            (0...UInt32.max, ["0.0.0.0/1", "128.0.0.0/1"]),
        ] as [(ClosedRange<UInt32>, [String])])
    func asWritten(_ range: ClosedRange<UInt32>, _ texts: [String]) {
        let found = IpsetNetwork.covering([range]).map { network in
            let bytes = (0..<4).map { String(network.first >> (24 - 8 * $0) & 0xff) }
            return "\(bytes.joined(separator: "."))/\(network.prefixLength)"
        }
        #expect(found == texts)
    }

    @Test func allOfIPv6() {
        let networks = IpsetNetwork<UInt128>.covering([0...UInt128.max])
        #expect(networks.map(\.prefixLength) == [1, 1])
        #expect(networks.last?.range.upperBound == .max)
    }
}
