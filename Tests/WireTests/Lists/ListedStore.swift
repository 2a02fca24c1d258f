import IPNetworks
import Scoring
import Store
import TestLoop
import ThreatAPI
import ThreatModel

/// The folder of a server that knows many addresses from its start, all of them listed: each was reported by the operator.
enum ListedStore {
    /// Every seventh is of IPv6. No two lie side by side.
    static func address(_ number: Int) -> IPAddress {
        number.isMultiple(of: 7)
            ? IPAddress(v6: 0x2a00_1450 << 96 | UInt128(number) << 1) : IPAddress(v4: 0x2d00_0000 + UInt32(number) * 2)
    }

    static func make(_ count: Int) async throws -> LoopFolder {
        let folder = try LoopFolder()
        let configuration = ThreatAPIConfiguration(dataFolder: folder.file("server"))
        try folder.makeFolder("server")
        let store = try SQLiteStore(path: configuration.storeFile)
        let now = SystemClock().now.advanced(by: .seconds(-60))
        let (record, evidence, score) = try reported(at: now)
        try await store.write { transaction in
            for number in 0..<count {
                try transaction.saveAddress(
                    StoredAddress(
                        address: address(number), confidence: score.confidence, lastSeen: now, record: record,
                        evidence: evidence))
            }
        }
        await store.close()
        return folder
    }

    private static func reported(at now: Timestamp) throws -> (record: [UInt8], evidence: [UInt8], score: Score) {
        var evidence = Evidence()
        evidence.add(
            ReportEvidence(
                category: .bruteForce, protocolName: "ssh", kind: .observed, at: now, account: 1, organisation: 1,
                standing: ReporterStanding(trust: 1, isVetted: true, isOperator: true)))
        let score = try ScoringPolicy.current().score(evidence, at: now)
        let record = AddressRecord.encode(evidence: evidence, score: score, primitives: []) { _ in 0 }
        return (record, evidence.encoded(), score)
    }
}
