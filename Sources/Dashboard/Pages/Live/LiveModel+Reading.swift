import Guard

extension LiveModel {
    /// The newest rows that a selection lets through: those of the moment, and behind them those of the history.
    static func newest(_ selection: LiveSelection, of guarded: GuardAtWork) async -> LiveModel {
        let latest = guarded.live.latest(selection)
        var model = LiveModel(rows: latest.rows.map { BlockRow($0) }, after: latest.cursor.description)
        do throws(DashboardProblem) {
            let history = LiveHistory(history: guarded.history, filter: selection.filter)
            let (records, next) = try await history.behind(latest, selection.most)
            model.rows += records.map { BlockRow($0) }
            model.next = next
        } catch {
            // What happens now is shown all the same.
            model.problem = error.sentence
        }
        return model
    }

    /// Older rows.
    ///
    /// - Parameter before: the ``next`` of a model.
    static func page(
        before: Int64, _ selection: LiveSelection, of guarded: GuardAtWork
    ) async throws(DashboardProblem) -> LiveModel {
        let history = LiveHistory(history: guarded.history, filter: selection.filter)
        let (records, next) = try await history.page(before: before, selection.most)
        return LiveModel(rows: records.map { BlockRow($0) }, next: next)
    }
}
