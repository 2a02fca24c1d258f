import Guard
import IPNetworks
import Testing

@testable import Dashboard

struct LiveSelectionTests {
    static let networks: [(String, String?)] = [
        ("192.0.2.7", "192.0.2.7/32"), ("192.0.2.0/24", "192.0.2.0/24"), ("192.0.", "192.0.0.0/16"),
        ("192.0", "192.0.0.0/16"), ("10", "10.0.0.0/8"), ("192.0.2.", "192.0.2.0/24"), ("2001:db8:", "2001:db8::/32"),
        ("2001:db8::1", "2001:db8::1/128"), ("2001:db8::/32", "2001:db8::/32"), ("", nil), (".", nil), ("300.", nil),
        ("1.2.3.4.", nil), ("a", nil), (":", nil), ("1..2", nil), ("2001:zz:", nil), ("-1", nil),
    ]

    @Test(arguments: networks) func howAddressesBeginIsANetwork(_ text: String, _ network: String?) {
        #expect(LiveSelection.network(text) == network.flatMap { IPPrefix($0) })
    }

    @Test(arguments: ["", "-", "1", "1-", "-1", "1-2-3", "x-1", "1-x", "9999999999999999999999-1", "1--2"])
    func whatNoFeedSaidIsNoPlace(_ text: String) { #expect(LiveCursor(text) == nil) }

    @Test func placesAreReadBack() {
        let place = LiveCursor(epoch: 1_700_000_000_000, time: 523)
        #expect(LiveCursor(place.description) == place)
    }

    @Test func filtersHoldWhatTheySay() throws {
        let flow = LiveSamples.flow(1)
        let network = try #require(IPPrefix("45.40.0.0/24"))
        let sources = [LiveSamples.first]
        #expect(BlockFilter().holds(flow, of: []))
        #expect(BlockFilter(network: network, port: 22, source: "first").holds(flow, of: sources))
        #expect(!BlockFilter(port: 23).holds(flow, of: sources))
        #expect(!BlockFilter(source: "second").holds(flow, of: sources))
        #expect(!BlockFilter(network: IPPrefix("45.41.0.0/24")).holds(flow, of: sources))
        #expect(!BlockFilter(network: IPPrefix("::/0")).holds(flow, of: sources))
        // Packets without ports are on none.
        let ping = BlockedFlow(source: flow.source, transport: 1, destinationPort: 0)
        #expect(!BlockFilter(port: 0).holds(ping, of: sources))
    }
}
