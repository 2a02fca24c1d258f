import Geolocation
import IPNetworks
import ThreatModel

@testable import ThreatAPI

/// Snapshots to make lists of.
enum ListFixture {
    struct Entry {
        var address: IPAddress
        var confidence: UInt8
        var lastSeen: UInt64
        var rawConfidence: UInt8
        var severity = Severity.info
        var protocols = AttackProtocolSet(.ssh)
        var isWhitelisted = false
        let sessions: UInt8

        init(address: IPAddress, confidence: UInt8, lastSeen: UInt64) {
            self.address = address
            self.confidence = confidence
            self.lastSeen = lastSeen
            rawConfidence = confidence
            sessions = confidence & 0x7f
        }

        var facts: ListingFacts {
            ListingFacts(
                confidence: confidence, rawConfidence: rawConfidence, severity: severity, protocols: protocols,
                isWhitelisted: isWhitelisted)
        }

        var record: [UInt8] {
            ListedWorld.record(facts, lastSeen: lastSeen, sessions: sessions)
        }
    }

    /// Entries with many equal confidences and times, so that order is decided by every part of the rule.
    static func entries(_ count: Int, _ generator: inout SeededGenerator) -> [Entry] {
        var addresses: Set<IPAddress> = []
        while addresses.count < count {
            let number = UInt32.random(in: 0...0xffff_ffff, using: &generator)
            addresses.insert(
                number.isMultiple(of: 7) ? IPAddress(v6: 0x2a00 << 112 | UInt128(number)) : IPAddress(v4: number))
        }
        return addresses.sorted().map { address in
            Entry(
                address: address, confidence: UInt8.random(in: 0...100, using: &generator),
                lastSeen: 1_795_000_000_000 + UInt64.random(in: 0...50, using: &generator) * 3_600_000)
        }
    }

    /// Entries that differ in everything a filter may ask for, and lie close enough together for networks.
    static func variedEntries(_ count: Int, _ generator: inout SeededGenerator) -> [Entry] {
        let base = UInt32.random(in: 0...0xffff_0000, using: &generator)
        var addresses: Set<IPAddress> = []
        while addresses.count < count {
            let number = UInt32.random(in: 0..<UInt32(count * 2), using: &generator)
            addresses.insert(
                number.isMultiple(of: 4)
                    ? IPAddress(v6: 0x2a00 << 112 | UInt128(number / 4)) : IPAddress(v4: base + number))
        }
        return addresses.sorted().map { address in
            var entry = Entry(
                address: address, confidence: UInt8.random(in: 0...100, using: &generator),
                lastSeen: 1_795_000_000_000 + UInt64.random(in: 0...20, using: &generator) * 3_600_000)
            entry.rawConfidence = min(100, entry.confidence + UInt8.random(in: 0...60, using: &generator))
            entry.isWhitelisted = Int.random(in: 0..<5, using: &generator) == 0
            entry.severity = Severity.allCases.randomElement(using: &generator) ?? .info
            entry.protocols = AttackProtocolSet(
                rawValue: UInt32.random(in: 0..<1 << 17, using: &generator)
                    & UInt32.random(in: 0..<1 << 17, using: &generator))
            return entry
        }
    }

    /// Places for parts of where ``variedEntries(_:_:)`` lie: some with a country, some with a network, some with both.
    static func places(_ entries: [Entry], _ generator: inout SeededGenerator) -> PlaceTable {
        var places: [(range: IPRange, place: Place)] = []
        for start in stride(from: 0, to: entries.count, by: 7) where Bool.random(using: &generator) {
            let first = entries[start].address
            let last = entries[min(start + 6, entries.count - 1)].address
            guard first.isIPv4 == last.isIPv4 else { continue }
            let range: IPRange =
                if let low = first.v4, let high = last.v4 { .v4(AddressRange(low, high)) } else {
                    .v6(AddressRange(first.mapped, last.mapped))
                }
            let asn = UInt32.random(in: 0...4, using: &generator)
            places.append(
                (
                    range,
                    Place(
                        country: [nil, "DE", "US", "CN"].randomElement(using: &generator)?.flatMap { CountryCode($0) },
                        asn: asn == 0 ? nil : 64_500 + asn, organisation: asn == 0 ? nil : "Example \"\(asn)\"")
                ))
        }
        return (try? PlaceTable(places)) ?? .empty
    }

    static func filter(_ generator: inout SeededGenerator) -> ListFilter {
        func maybe() -> Bool { Int.random(in: 0..<3, using: &generator) == 0 }
        let countries = ["DE", "US", "CN", "FR"].compactMap { CountryCode($0) }
        var filter = ListFilter(scoreMinimum: UInt8.random(in: 1...100, using: &generator))
        if maybe() { filter.family = FamilyFilter.allCases.randomElement(using: &generator) ?? .mixed }
        if maybe() { filter.protocols = AttackProtocolSet(rawValue: UInt32.random(in: 1..<1 << 17, using: &generator)) }
        if maybe() { filter.minSeverity = Severity.allCases.randomElement(using: &generator) ?? .info }
        filter.ignoresWhitelist = maybe()
        if maybe() { filter.places.onlyCountries = countries.filter { _ in Bool.random(using: &generator) }.sorted() }
        if maybe() { filter.places.exceptCountries = countries.filter { _ in maybe() }.sorted() }
        if maybe() { filter.places.onlyASNs = (64_501...64_505).filter { _ in Bool.random(using: &generator) } }
        if maybe() { filter.places.exceptASNs = (64_501...64_505).filter { _ in maybe() } }
        return filter
    }

    static func snapshot(_ entries: [Entry], version: UInt64 = 1) -> Snapshot {
        let records = entries.sorted { $0.address < $1.address }.map { entry in
            (address: entry.address, record: entry.record as [UInt8]?)
        }
        let empty = Snapshot(
            v4: RecordTable(), v6: RecordTable(), words: .empty, cursor: FeedCursor(epoch: 7, sequence: 1),
            version: version - 1, changedAt: ManualClock.start)
        return empty.applying(
            records, words: .empty, cursor: FeedCursor(epoch: 7, sequence: 2), at: ManualClock.start)
    }

    /// The order of the wire, by plain comparison.
    static func sorted(_ entries: [Entry]) -> [Entry] {
        entries.sorted { a, b in
            if a.confidence != b.confidence { return a.confidence > b.confidence }
            if a.lastSeen != b.lastSeen { return a.lastSeen > b.lastSeen }
            if a.address.isIPv4 != b.address.isIPv4 { return a.address.isIPv4 }
            return a.address < b.address
        }
    }

    /// What a filter lets through, in the order of the wire, sentence by sentence of what is promised. The confidence of
    /// each is the one it is listed with.
    static func listed(_ entries: [Entry], _ filter: ListFilter, _ places: PlaceTable) -> [Entry] {
        sorted(
            entries.compactMap { entry in
                var entry = entry
                if filter.ignoresWhitelist {
                    entry.confidence = entry.rawConfidence
                } else if entry.isWhitelisted {
                    return nil
                }
                let place = places.place(of: entry.address)
                let only = filter.places
                let isListed = [
                    entry.confidence >= filter.scoreMinimum,
                    filter.family != .v4 || entry.address.isIPv4,
                    filter.family != .v6 || !entry.address.isIPv4,
                    filter.protocols.isEmpty || entry.protocols.members.contains { filter.protocols.contains($0) },
                    entry.severity >= filter.minSeverity,
                    only.onlyCountries.isEmpty || place?.country.map { only.onlyCountries.contains($0) } ?? false,
                    !(place?.country.map { only.exceptCountries.contains($0) } ?? false),
                    only.onlyASNs.isEmpty || place?.asn.map { only.onlyASNs.contains($0) } ?? false,
                    !(place?.asn.map { only.exceptASNs.contains($0) } ?? false),
                ].allSatisfy { $0 }
                return isListed ? entry : nil
            })
    }
}
