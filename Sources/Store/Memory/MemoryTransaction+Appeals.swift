import IPNetworks
import ThreatModel

extension MemoryTransaction {
    func appeal(_ number: Int64) -> StoredAppeal? { state.appeals.first { $0.number == number } }

    func appeal(id: [UInt8]) -> StoredAppeal? { state.appeals.first { $0.id == id } }

    func appeals(about address: IPAddress) -> [StoredAppeal] { state.appeals.filter { $0.address == address } }

    func appeals(in appealState: AppealState, limit: Int) -> [StoredAppeal] {
        Array(state.appeals.reversed().filter { $0.state == appealState }.prefix(limit))
    }

    func openAppeals(from requester: IPPrefix) -> [StoredAppeal] {
        state.appeals.filter { $0.requester == requester && $0.state == .open }
    }

    func oldestOpenAppeal(beyond count: Int) -> Int64? {
        let open = state.appeals.filter { $0.state == .open }
        return open.count > count ? open.first?.number : nil
    }

    func dueAppeals(at now: Timestamp, areOpen: Bool, limit: Int) -> [StoredAppeal] {
        let due = state.appeals.filter { ($0.state == .open) == areOpen }.compactMap { appeal in
            appeal.dueAt.map { (due: $0, appeal) }
        }
        .filter { $0.due <= now }.sorted { ($0.due, $0.1.number) < ($1.due, $1.1.number) }
        return due.prefix(limit).map(\.1)
    }

    func entries(ofAppeal number: Int64) -> [AppealEntry] { state.appealEntries[number] ?? [] }

    func createAppeal(_ new: StoredAppeal) -> StoredAppeal {
        state.lastAppeal += 1
        var appeal = new
        appeal.number = state.lastAppeal
        state.appeals.append(appeal)
        return appeal
    }

    func saveAppeal(_ appeal: StoredAppeal) {
        guard let place = state.appeals.firstIndex(where: { $0.number == appeal.number }) else { return }
        state.appeals[place] = appeal
    }

    func removeAppeal(_ number: Int64) {
        state.appeals.removeAll { $0.number == number }
        state.appealEntries[number] = nil
    }

    func add(_ entry: AppealEntry, toAppeal number: Int64) {
        state.appealEntries[number] = ((state.appealEntries[number] ?? []) + [entry]).suffix(AppealEntry.keptCount)
    }

    func pruneAppeals(before cutoff: Timestamp, limit: Int) -> Int {
        let gone = state.appeals.filter { appeal in
            ![.open, .proven].contains(appeal.state) && appeal.endsAt < cutoff && appeal.dueAt == nil
        }.prefix(limit)
        for appeal in gone { removeAppeal(appeal.number) }
        return gone.count
    }
}
