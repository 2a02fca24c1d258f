import IPNetworks
import Testing
import ThreatModel

@testable import Store
@testable import ThreatAPI

/// Digests as a store would give them.
enum DigestFixture {
    /// Of one username alert that matched seven times, with one example.
    static func digest(label: String?, subject: String) throws -> Digest {
        let transaction = try store(label: label, subject: subject)
        var generator = SeededGenerator(seed: 1)
        return try Digest(
            of: 1, id: UUIDv7(at: ManualClock.start, using: &generator), at: ManualClock.start, in: transaction)
    }

    private static func store(label: String?, subject: String) throws -> MemoryTransaction {
        let transaction = MemoryTransaction(MemoryState(feedEpoch: 1))
        let alert = try transaction.createAlert(
            NewAlert(account: 1, kind: .username, subject: subject, label: label), at: ManualClock.start)
        let address = try #require(IPAddress("45.1.2.3"))
        transaction.recordMatches(
            AlertMatches(
                alert: alert.id, count: 7, lastAt: ManualClock.start,
                examples: [
                    AlertExample(at: ManualClock.start, address: address, source: .login, protocolName: "ssh")
                ]))
        return transaction
    }
}
