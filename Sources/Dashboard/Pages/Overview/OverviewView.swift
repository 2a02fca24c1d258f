import Guard
import WebPages

/// The first page: am I protected, what is happening now, what has happened, is every source healthy?
struct OverviewView: DashboardView {
    let path = "/"
    let dataPath = "/api/overview"

    /// Where nothing runs, the page is loaded again after so many seconds.
    private static let refresh = 60

    func model(for request: ViewRequest) async throws(DashboardProblem) -> OverviewModel {
        let text = try request.field("span") ?? HistorySpan.day.rawValue
        guard let span = HistorySpan(rawValue: text) else {
            let spans = HistorySpan.allCases.map(\.rawValue).joined(separator: ", ")
            throw DashboardProblem(.wrong, "'span' must be one of \(spans)")
        }
        return try await OverviewModel(span, of: request.guarded)
    }

    func page(_ model: OverviewModel, in frame: PageFrame) -> Page {
        Page(
            title: "Overview", summary: "How the guard fares, and what it blocked.",
            section: DashboardSection.overview.title, isForEveryone: false, refresh: Self.refresh
        ) {
            StandingPart(model: model, frame: frame).html
            NumbersPart(model: model).html
            if let history = model.history {
                CoursePart(history: history, span: model.span, now: frame.now).html
            } else {
                Self.noHistory(model.historyFailure ?? "")
            }
            LatestPart(latest: model.latest, frame: frame).html
            SourcesPart(model: model, frame: frame).html
            if let history = model.history, history.totals.packets > 0 {
                TopsPart(history: history, span: model.span).html
            }
        }
    }

    private static func noHistory(_ reason: String) -> HTML {
        Tag.section(.class("notice"), .label("History")) {
            Tag.p {
                Tag.strong { "What happened cannot be shown" }
                "Because \(reason). Protection does not depend on it."
            }
        }
    }
}
