import Blocklists
import Guard
import WebPages

/// Who changed what: by pages, programs and the command line. Newest first.
struct ChangesView: DashboardView {
    let path = "/log/changes"
    let dataPath = "/api/changes"

    /// Changes of one page.
    static let length = 50

    struct Model: Encodable, Sendable {
        var changes: [LoggedChange]
        /// What `before` must be for older ones; `nil`: there are none.
        var older: Int64?
    }

    func model(for request: ViewRequest) async throws(DashboardProblem) -> Model {
        let before = try LogView.number("before", request)
        let records: [AuditRecord]
        do throws(BlocklistError) {
            // One more tells whether there is another page.
            records = try await request.guarded.service.changes.entries(before: before, limit: Self.length + 1)
        } catch {
            throw DashboardProblem(.unavailable, "the record of changes cannot be read: \(error)")
        }
        let shown = records.prefix(Self.length)
        return Model(
            changes: shown.map { LoggedChange($0) }, older: records.count > Self.length ? shown.last?.number : nil)
    }

    func page(_ model: Model, in frame: PageFrame) -> Page {
        Page(
            title: "Changes", summary: "Who changed what.", section: DashboardSection.log.title, isForEveryone: false
        ) {
            Tag.h1 { "Log" }
            LogTabs.html(current: .changes)
            ChangesSection(changes: model.changes, frame: frame).html
            if let older = model.older {
                Tag.p { Tag.a(.href(.path("log", "changes", query: [("before", "\(older)")]))) { "Older" } }
            }
        }
    }
}

extension LoggedChange {
    init(_ record: AuditRecord) {
        let entry = record.entry
        self.init(
            number: record.number, time: Moment(entry.time), who: entry.who, address: entry.address,
            change: entry.change, fields: entry.fields, before: entry.before, after: entry.after,
            outcome: entry.outcome.rawValue, message: entry.message)
    }
}
