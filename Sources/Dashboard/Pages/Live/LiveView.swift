import Blocklists
import Guard
import ThreatModel
import WebPages

/// What is blocked, as it happens. Where nothing runs, the page is loaded again by itself.
struct LiveView: DashboardView {
    let path = "/live"
    let dataPath = "/api/blocks"

    func model(for request: ViewRequest) async throws(DashboardProblem) -> LiveModel {
        let guarded = request.guarded
        let query = try LiveQuery(request, sources: await guarded.service.status()?.sources.map(\.identity) ?? [])
        var selection = try LiveSelection(request)
        if try request.field("limit") == nil { selection.most = LiveModel.length }
        var model =
            if let before = query.before {
                try await LiveModel.page(before: before, selection, of: guarded)
            } else {
                await LiveModel.newest(selection, of: guarded)
            }
        model.query = query
        return model
    }

    func page(_ model: LiveModel, in frame: PageFrame) -> Page {
        LivePage(model: model, frame: frame).page
    }
}
