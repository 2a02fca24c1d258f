import Blocklists
import Firewall
import Guard
import IPNetworks
import Testing
import ThreatModel

@testable import Dashboard

/// Made-up blocked flows.
enum LiveSamples {
    static let first = SourceIdentity(id: "first", name: "First")
    static let second = SourceIdentity(id: "second", name: "Second")
    static let start = Timestamp(milliseconds: 1_700_000_000_000)

    static func flow(_ number: Int, port: UInt16 = 22) -> BlockedFlow {
        BlockedFlow(
            source: IPAddress(v4: 0x2d28_0000 &+ UInt32(truncatingIfNeeded: number)), transport: 6,
            destinationPort: port)
    }

    static func began(
        _ number: Int, port: UInt16 = 22, _ sources: [SourceIdentity] = [first], after milliseconds: Int = 0
    ) -> BlockEvent {
        BlockEvent(
            flow: flow(number, port: port), phase: .began, began: start.advanced(by: .milliseconds(milliseconds)),
            mode: .drop, sources: sources)
    }

    static func ended(_ number: Int, port: UInt16 = 22, packets: Int) -> BlockEvent {
        BlockEvent(
            flow: flow(number, port: port), phase: .ended(packets: packets), began: start, mode: .drop,
            sources: [first])
    }
}
