import IPNetworks
import ThreatModel

/// One transaction on a copy of a ``MemoryState``: every question and change in the plainest way.
final class MemoryTransaction: StoreTransaction {
    var state: MemoryState

    init(_ state: MemoryState) { self.state = state }
}

// MARK: - Quotas

extension MemoryTransaction {
    func quotaUse(of credential: Int64, day: Int64) -> [QuotaFamily: Int] {
        var use: [QuotaFamily: Int] = [:]
        for (key, leased) in state.quotaUse where key.credential == credential && key.day == day {
            use[key.family] = leased
        }
        return use
    }

    func leaseQuota(of credential: Int64, family: QuotaFamily, day: Int64, wanted: Int, limit: Int?) -> Int {
        let key = MemoryState.QuotaKey(credential: credential, family: family, day: day)
        let leased = state.quotaUse[key] ?? 0
        let granted = max(0, min(wanted, limit.map { $0 - leased } ?? wanted))
        if granted > 0 { state.quotaUse[key] = leased + granted }
        return granted
    }

    func returnQuota(of credential: Int64, family: QuotaFamily, day: Int64, units: Int) {
        let key = MemoryState.QuotaKey(credential: credential, family: family, day: day)
        state.quotaUse[key] = max(0, (state.quotaUse[key] ?? 0) - units)
    }
}

// MARK: - Words and addresses

extension MemoryTransaction {
    func words() -> [String] { state.words }

    func number(ofWord word: String) -> Int {
        if let number = state.words.firstIndex(of: word) { return number }
        state.words.append(word)
        return state.words.count - 1
    }

    func address(_ address: IPAddress) -> StoredAddress? { state.addresses[address] }

    func forEachAddress(_ body: (IPAddress, UnsafeRawBufferPointer) throws -> Void) throws {
        for stored in sortedAddresses { try stored.record.withUnsafeBytes { try body(stored.address, $0) } }
    }

    func addresses(after previous: IPAddress?, limit: Int) -> [StoredAddress] {
        Array(sortedAddresses.drop { stored in previous.map { !($0.isBefore(stored.address)) } ?? false }.prefix(limit))
    }

    func addressCount() -> Int { state.addresses.count }

    func saveAddress(_ address: StoredAddress) { state.addresses[address.address] = address }

    func removeAddress(_ address: IPAddress) { state.addresses[address] = nil }

    private var sortedAddresses: [StoredAddress] {
        state.addresses.values.sorted { $0.address.isBefore($1.address) }
    }
}

extension IPAddress {
    /// IPv4 before IPv6, then by number.
    fileprivate func isBefore(_ other: IPAddress) -> Bool {
        isIPv4 == other.isIPv4 ? self < other : isIPv4
    }
}

// MARK: - Sessions and reports

extension MemoryTransaction {
    func session(_ id: UUIDv7) -> StoredSession? { state.sessions[id] }

    func saveSession(_ session: StoredSession) { state.sessions[session.id] = session }

    func insertEvents(_ events: [SessionEvent], sensor: Int64) -> [Bool] {
        events.map { event in
            guard state.eventSensors[event.id] == nil else { return false }
            state.eventSensors[event.id] = sensor
            state.events.append(event)
            return true
        }
    }

    func events(of address: IPAddress, limit: Int) -> [SessionEvent] {
        let newestFirst = state.events.filter { $0.src == address }
            .sorted { ($0.at, $0.session, $0.seq) > ($1.at, $1.session, $1.seq) }
        return Array(newestFirst.prefix(limit))
    }

    func events(inSession id: UUIDv7) -> [SessionEvent] {
        state.events.filter { $0.session == id }.sorted { $0.seq < $1.seq }
    }

    func insertReport(_ report: StoredReport) { state.reports.append(report) }

    func removeReports(about address: IPAddress, by account: Int64?) -> Int {
        let before = state.reports.count
        state.reports.removeAll { $0.report.address == address && (account == nil || account == $0.account) }
        return before - state.reports.count
    }

    func reports(about address: IPAddress, limit: Int) -> [StoredReport] {
        let newestFirst = state.reports.reversed().filter { $0.report.address == address }.sorted { $0.at > $1.at }
        return Array(newestFirst.prefix(limit))
    }
}

// MARK: - Change feed and retention

extension MemoryTransaction {
    func feedEpoch() -> UInt32 { state.feedEpoch }

    func lastSequence() -> UInt64 { state.lastSequence }

    func oldestResumableSequence() -> UInt64 { state.changes.first.map { $0.sequence - 1 } ?? state.lastSequence }

    func changes(after sequence: UInt64, limit: Int) -> [StoredChange] {
        Array(state.changes.drop { $0.sequence <= sequence }.prefix(limit))
    }

    func appendChange(
        of address: IPAddress, from old: ListingFacts?, to new: ListingFacts?, at now: Timestamp
    ) -> UInt64 {
        state.lastSequence += 1
        state.changes.append(
            StoredChange(sequence: state.lastSequence, address: address, old: old, new: new, at: now))
        return state.lastSequence
    }

    func pruneRaw(before cutoff: Timestamp, limit: Int) -> Int {
        var left = limit
        func takesOne(_ isOld: Bool) -> Bool {
            guard isOld, left > 0 else { return false }
            left -= 1
            return true
        }
        state.events.removeAll { takesOne($0.at < cutoff) }
        let kept = Set(state.events.map(\.id))
        state.eventSensors = state.eventSensors.filter { kept.contains($0.key) }
        state.reports.removeAll { takesOne($0.at < cutoff) }
        state.sessions = state.sessions.filter { !takesOne($0.value.lastEventAt < cutoff) }
        state.quotaUse = state.quotaUse.filter { !takesOne($0.key.day < cutoff.day) }
        return limit - left
    }

    func pruneChanges(keeping count: Int, limit: Int) -> Int {
        let gone = min(limit, max(0, state.changes.count - count))
        state.changes.removeFirst(gone)
        return gone
    }
}
