import Guard
import ThreatModel
import WebPages

/// What the guard said of itself: pulls, changes of the rules, refusals, settings. Newest first.
struct LogView: DashboardView {
    let path = "/log"
    let dataPath = "/api/log"

    /// Entries of one page.
    static let length = 50

    struct Model: Encodable, Sendable {
        struct Entry: Encodable, Sendable {
            var number: Int64
            var time: Moment
            var level: String
            var text: String
            var details: String
        }

        var level: LogLevel?
        var kind: LogKind?
        /// What stands in the entries.
        var text: String?
        var entries: [Entry]
        /// What `before` must be for older ones; `nil`: there are none.
        var older: Int64?
        /// What `after` must be for newer ones; `nil`: there are none.
        var newer: Int64?
    }

    func model(for request: ViewRequest) async throws(DashboardProblem) -> Model {
        var model = Model(entries: [])
        model.level = try choice("level", request)
        model.kind = try choice("kind", request)
        model.text = try request.field("text")
        var filter = LogFilter()
        filter.levels = model.level.map(\.andGraver) ?? []
        filter.phrases = model.kind.map(\.phrases) ?? []
        filter.text = model.text ?? ""
        let place = try place(request)
        let excerpt: LogExcerpt
        do throws(HistoryProblem) {
            excerpt = try await request.guarded.history.log(filter, place, limit: Self.length)
        } catch {
            throw DashboardProblem(error)
        }
        model.entries = excerpt.records.map {
            Model.Entry(
                number: $0.number, time: Moment($0.entry.time), level: $0.entry.level, text: $0.entry.text,
                details: $0.entry.details)
        }
        model.older = excerpt.older
        model.newer = excerpt.newer
        return model
    }

    private func choice<Choice: CaseIterable & RawRepresentable>(
        _ name: String, _ request: ViewRequest
    ) throws(DashboardProblem) -> Choice? where Choice.RawValue == String {
        guard let text = try request.field(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw DashboardProblem(.wrong, "'\(name)' takes one of \(words)")
        }
        return choice
    }

    private func place(_ request: ViewRequest) throws(DashboardProblem) -> LogPlace {
        if let number = try Self.number("before", request) { return .before(number) }
        return try Self.number("after", request).map { .after($0) } ?? .newest
    }

    static func number(_ name: String, _ request: ViewRequest) throws(DashboardProblem) -> Int64? {
        guard let text = try request.field(name) else { return nil }
        guard let number = Int64(text), number >= 0 else {
            throw DashboardProblem(.wrong, "'\(name)' must be the number of an entry")
        }
        return number
    }

    func page(_ model: Model, in frame: PageFrame) -> Page {
        Page(
            title: "Log", summary: "What the guard did.", section: DashboardSection.log.title, isForEveryone: false
        ) {
            Tag.h1 { "Log" }
            LogTabs.html(current: .events)
            LogPart(model: model, frame: frame).html
        }
    }
}
