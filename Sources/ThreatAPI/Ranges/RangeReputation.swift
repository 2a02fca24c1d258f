import IPNetworks
import ThreatModel

/// What is known of the addresses of some networks, all together.
struct RangeReputation {
    /// One known address.
    struct Named {
        var address: IPAddress
        var confidence: UInt8
        /// Epoch milliseconds.
        var lastSeen: UInt64
        var sessions: UInt64
        var reports: UInt64
        /// Epoch milliseconds; 0 when nobody reported it.
        var lastReported: UInt64
    }

    /// The addresses of one family. IPv6 is counted in networks of /64, because that is what one host has.
    struct Family {
        /// Addresses, or networks of /64, that the networks consist of.
        var size: Double = 0
        var known = 0
        var listed = 0
        /// Addresses, or networks of /64, with a listed one.
        var listedUnits = 0
        fileprivate var lastUnit: UInt128?
    }

    private(set) var v4 = Family()
    private(set) var v6 = Family()
    /// Known addresses by the level of their confidence.
    private(set) var levels = [Int](repeating: 0, count: ConfidenceLevel.allCases.count)
    /// The known addresses seen last, newest first.
    private(set) var newest: [Named]

    var known: Int { v4.known + v6.known }
    var listed: Int { v4.listed + v6.listed }

    /// - Parameters:
    ///   - networks: none overlaps another.
    ///   - limit: the most addresses named.
    ///   - earliest: addresses not seen since are passed over; epoch milliseconds.
    init(
        of networks: [IPPrefix], in snapshot: Snapshot, filter: ListFilter, limit: Int, seenSince earliest: UInt64 = 0
    ) {
        var heap = NewestAddresses(limit: limit)
        newest = []
        for network in networks {
            switch network.range {
            case .v4(let range): v4.size += Double(range.last - range.first) + 1
            case .v6(let range): v6.size += max(1, Double(range.last - range.first) / 0x1p64)
            }
            snapshot.forEach(in: network.range) { address, record in
                guard record.lastSeen >= earliest else { return }
                let isListed = filter.holds(record)
                levels[Int(ConfidenceLevel(confidence: record.confidence).rawValue)] += 1
                if let bits = address.v4 {
                    v4.add(UInt128(bits), isListed)
                } else {
                    v6.add(address.mapped >> 64, isListed)
                }
                heap.insert(address, lastSeen: record.lastSeen)
            }
        }
        newest = heap.sorted.compactMap { address in snapshot.withRecord(of: address) { Named(address, $0) } }
    }
}

extension RangeReputation.Family {
    /// Addresses come in ascending order, so those of one unit come one after another.
    fileprivate mutating func add(_ unit: UInt128, _ isListed: Bool) {
        known += 1
        guard isListed else { return }
        listed += 1
        if lastUnit != unit { listedUnits += 1 }
        lastUnit = unit
    }
}

extension RangeReputation.Named {
    fileprivate init(_ address: IPAddress, _ record: RecordView) {
        var reports = record.parts.reports
        let count = reports.number()
        var lastReported: UInt64 = 0
        if count > 0 {
            _ = reports.number()
            lastReported = reports.number()
        }
        self.init(
            address: address, confidence: record.confidence, lastSeen: record.lastSeen, sessions: record.sessions,
            reports: count, lastReported: lastReported)
    }
}
