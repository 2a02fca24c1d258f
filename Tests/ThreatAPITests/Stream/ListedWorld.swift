import Geolocation
import IPNetworks
import NIOPosix
import Observability
import Scoring
import Store
import ThreatModel

@testable import ThreatAPI

/// A store, its snapshot and its feed, with changes made by hand: what lies under a stream.
final class ListedWorld {
    let store: any Store
    private(set) var live: LiveState
    private(set) var feed: ChangeFeed
    private(set) var quota: QuotaLedger
    let clock = ManualClock()
    let places: PlaceDirectory
    private let ringCapacity: Int

    init(store: any Store, ringCapacity: Int, places: PlaceTable = .empty) async throws {
        self.store = store
        self.places = PlaceDirectory(places)
        self.ringCapacity = ringCapacity
        (live, feed, quota) = try await Self.load(store, ringCapacity, clock)
    }

    private static func load(
        _ store: any Store, _ ringCapacity: Int, _ clock: ManualClock
    ) async throws -> (LiveState, ChangeFeed, QuotaLedger) {
        let catalogue = NoRules.catalogue
        let live = LiveState(try await Snapshot.load(from: store, catalogue: catalogue, at: clock.now))
        return (
            live, ChangeFeed(lastSequence: live.current.cursor.sequence, capacity: ringCapacity),
            QuotaLedger(store: store, clock: clock)
        )
    }

    /// What a server that starts anew on the same store knows.
    func restart() async throws {
        feed.close()
        (live, feed, quota) = try await Self.load(store, ringCapacity, clock)
    }

    /// Gives addresses a confidence, or (`nil`) forgets them.
    func set(_ confidences: [(IPAddress, UInt8?)]) async throws {
        try await set(confidences.map { ($0, $1.map { Self.facts($0) }) })
    }

    /// Gives addresses what lists look at, or (`nil`) forgets them, as one commit of the ingest pipeline does.
    func set(_ facts: [(IPAddress, ListingFacts?)]) async throws {
        let now = clock.now
        let current = live.current
        var last: [IPAddress: ListingFacts?] = [:]
        for (address, facts) in facts { last[address] = .some(facts) }
        let records = last.keys.sorted().map { address in
            (address: address, record: (last[address] ?? nil).map { Self.record($0) })
        }
        let changes = try await store.write { transaction in
            var changes: [StoredChange] = []
            for (address, record) in records {
                let old = current.withRecord(of: address) { $0.facts }
                let new = record.map { $0.withUnsafeBytes { RecordView($0).facts } }
                if let record {
                    try transaction.saveAddress(
                        StoredAddress(
                            address: address, confidence: record[1], lastSeen: now, record: record, evidence: []))
                } else {
                    try transaction.removeAddress(address)
                }
                guard old != new else { continue }
                let sequence = try transaction.appendChange(of: address, from: old, to: new, at: now)
                changes.append(StoredChange(sequence: sequence, address: address, old: old, new: new, at: now))
            }
            return changes
        }
        let sequence = changes.last?.sequence ?? current.cursor.sequence
        live.replace(
            with: current.applying(
                records, words: current.words, cursor: FeedCursor(epoch: current.cursor.epoch, sequence: sequence),
                at: now))
        feed.publish(changes)
    }

    /// Facts that say nothing but a confidence.
    static func facts(_ confidence: UInt8) -> ListingFacts {
        ListingFacts(
            confidence: confidence, rawConfidence: confidence, severity: .info, protocols: AttackProtocolSet(.ssh))
    }

    /// A record that says nothing but what lists look at.
    static func record(_ facts: ListingFacts, lastSeen: UInt64 = 0, sessions: UInt8 = 0) -> [UInt8] {
        var record: [UInt8] = [
            AddressRecord.version, facts.confidence, facts.rawConfidence,
            facts.severity.rawValue | (facts.isWhitelisted ? AddressRecord.whitelistedFlag : 0),
        ]
        for shift in stride(from: UInt32(0), to: 32, by: 8) {
            record.append(UInt8(truncatingIfNeeded: facts.protocols.rawValue >> shift))
        }
        for shift in stride(from: UInt64(0), to: 48, by: 8) {
            record.append(UInt8(truncatingIfNeeded: lastSeen >> shift))
        }
        // Policy version, first seen, sessions, events, then five empty lists.
        return record + [1, 0, 0, sessions, 0, 0, 0, 0, 0]
    }

    func listed(_ filter: ListFilter) -> Set<IPAddress> {
        let list = AddressList(of: live.current, filter: filter, places: places.current)
        return Set(list.entries.map { list.address(of: $0) })
    }

    func stream(_ filter: ListFilter, since cursor: String?, limit: Int? = nil) -> BlacklistStream {
        BlacklistStream(
            filter: filter, start: cursor.flatMap { FeedCursor($0) },
            meter: StreamMeter(
                quota: quota, key: QuotaKey(credential: 1, family: .blacklist), limit: limit, isAllowed: { true }),
            live: live, places: places,
            lists: ListCache(live: live, places: places, threads: .singleton, clock: clock), feed: feed, store: store,
            clock: clock, openStreams: Gauge())
    }
}

/// Takes a stream's blocks into a client, and cuts the connection after so many of them.
final class CuttingWriter: AnswerWriter {
    struct Cut: Error {}

    private(set) var client: StreamClient
    private(set) var events: [StreamClient.Event] = []
    private var left: Int
    private let onReady: () -> Void

    init(_ client: StreamClient, cutAfter left: Int = .max, onReady: @escaping () -> Void = {}) {
        self.client = client
        self.left = left
        self.onReady = onReady
    }

    @concurrent
    func write(_ bytes: [UInt8]) async throws {
        for block in String(decoding: bytes, as: UTF8.self).split(separator: "\n\n") {
            let event = StreamClient.Event(block)
            guard event.name != nil || event.id != nil || event.comment != nil else { continue }
            guard left > 0 else { throw Cut() }
            left -= 1
            events.append(event)
            try client.apply(event)
            if event.name == "ready" { onReady() }
        }
    }

    @concurrent
    func finish() async throws {}
}
