import Blocklists
import Guard
import ThreatModel
import WebPages

/// What the user blocks and never blocks, and what is never blocked anyway.
struct ListsView: DashboardView {
    let path = "/lists"
    let dataPath = "/api/lists"

    func model(for request: ViewRequest) async throws(DashboardProblem) -> ListsModel {
        let desk = request.guarded.desk
        let find = try request.field("find") ?? ""
        let status = await request.guarded.service.status()
        let exceptions = Dictionary(
            grouping: (status?.exclusions ?? []).filter { $0.source.id == SourceIdentity.manual.id },
            by: { "\($0.listed)" })
        let allows = await desk.manualAllows().map {
            ListsModel.Entry(
                entry: $0.entry, since: $0.made.rfc3339, until: $0.until?.rfc3339, comment: $0.comment ?? "")
        }
        let blocks = await desk.manualBlocks().map { block in
            ListsModel.Entry(
                entry: "\(block.range)", since: block.since.rfc3339, until: block.until?.rfc3339,
                comment: block.comment,
                exceptions: (exceptions["\(block.range)"] ?? []).map { "\($0.kept.range): \($0.kept.reason)" })
        }
        let own = await desk.configuration.whitelist
        let sessions = await desk.sessions()
        return ListsModel(
            find: find, allowed: .init(allows, finding: find, from: try Self.place("allowed", request)),
            blocked: .init(blocks, finding: find, from: try Self.place("blocked", request)),
            settings: own.prefix(ListsModel.length).map { "\($0)" }, settingsCount: own.count,
            always: status.map { ListsModel.Always.all($0.allowlist, sessions: sessions) } ?? [])
    }

    private static func place(_ name: String, _ request: ViewRequest) throws(DashboardProblem) -> Int {
        guard let text = try request.field(name) else { return 0 }
        guard let number = Int(text), number >= 0 else {
            throw DashboardProblem(.wrong, "'\(name)' must be the place of an entry, from 0")
        }
        return number
    }

    func page(_ model: ListsModel, in frame: PageFrame) -> Page { ListsPage(model: model, frame: frame).page }
}
