import IPNetworks
import ThreatModel

@testable import ThreatAPI

/// Addresses that come, change and go, with records that say little more than a confidence and a version: the naive truth
/// that indexes are compared with.
struct TAXIIWorld {
    struct Record {
        var confidence: UInt8
        var time: VersionTime
        var wasListed: Bool
    }

    private(set) var records: [IPAddress: Record] = [:]
    private(set) var gone: Set<IPAddress> = []
    private var newest = VersionTime(milliseconds: UInt64(ManualClock.start.milliseconds))
    private var version: UInt64 = 0

    static func address(_ generator: inout SeededGenerator) -> IPAddress {
        let number = UInt32.random(in: 0..<400, using: &generator)
        return number.isMultiple(of: 3) ? IPAddress(v6: 0x2a00 << 112 | UInt128(number)) : IPAddress(v4: number << 20)
    }

    /// One address is seen, decays, or is forgotten.
    mutating func change(_ generator: inout SeededGenerator) {
        let address = Self.address(&generator)
        let known = records[address]
        if known != nil, UInt8.random(in: 0..<10, using: &generator) == 0 {
            records[address] = nil
            gone.insert(address)
            return
        }
        let confidence = UInt8.random(in: 0...100, using: &generator)
        newest = VersionTime(microseconds: newest.microseconds + UInt64.random(in: 1...2000, using: &generator))
        records[address] = Record(
            confidence: confidence, time: newest, wasListed: confidence > 0 || known?.wasListed ?? false)
        gone.remove(address)
    }

    /// Gives many addresses the same time, as records may have that came from elsewhere.
    mutating func blurTimes() {
        for address in records.keys {
            let time = records[address]?.time.microseconds ?? 0
            records[address]?.time = VersionTime(microseconds: time / 50_000 * 50_000)
        }
    }

    mutating func snapshot() -> Snapshot {
        version += 1
        let empty = Snapshot(
            v4: RecordTable(), v6: RecordTable(), words: .empty, cursor: FeedCursor(epoch: 7, sequence: 1),
            version: version - 1, changedAt: ManualClock.start)
        let entries = records.sorted { $0.key < $1.key }.map { address, record in
            let facts = ListingFacts(
                confidence: record.confidence, rawConfidence: record.confidence, severity: .info, protocols: [])
            var bytes = ListedWorld.record(facts, lastSeen: record.time.milliseconds)
            bytes += [UInt8](repeating: 0, count: AddressRecord.trailerLength)
            AddressRecord.setVersion(
                IndicatorVersion(time: record.time, confidence: record.confidence, wasListed: record.wasListed),
                in: &bytes)
            return (address: address, record: bytes as [UInt8]?)
        }
        return empty.applying(entries, words: .empty, cursor: FeedCursor(epoch: 7, sequence: 2), at: ManualClock.start)
    }

    /// What a collection holds, in its order, by plain comparison.
    func collection(_ filter: IndicatorFilter = IndicatorFilter()) -> [PagePosition] {
        let held = records.filter { address, record in
            let isOfFamily = filter.list.family.holds(address)
            return isOfFamily
                && (record.confidence >= filter.list.scoreMinimum || filter.tellsRevoked && record.wasListed)
        }
        let indicators = held.map { PagePosition(time: $1.time, address: $0) }.sorted { Self.isBefore($0, $1) }
        return [PagePosition(time: IndicatorIndex.identityTime, address: nil)] + indicators
    }

    static func isBefore(_ a: PagePosition, _ b: PagePosition) -> Bool {
        guard a.time == b.time, let left = a.address, let right = b.address else { return a.time < b.time }
        return left.isIPv4 == right.isIPv4 ? left < right : left.isIPv4
    }
}
