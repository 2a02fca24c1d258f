import WebPages

/// Why somebody does not see what they asked for.
enum ProblemPage {
    static func page(_ problem: DashboardProblem) -> Page {
        let sentence = problem.sentence.asSentence
        let title = title(of: problem.kind)
        return Page(title: title, summary: sentence, isForEveryone: false) {
            Tag.h1 { title }
            Tag.p(.class("lead")) { sentence }
            Tag.p { Tag.a(.href(.path(""))) { "Overview" } }
        }
    }

    private static func title(of kind: DashboardProblem.Kind) -> String {
        switch kind {
        case .missing: "Not found"
        case .wrong, .unreadable, .tooLarge: "Not understood"
        case .forbidden, .conflict, .tooOften, .failed: "Not done"
        case .unavailable: "Not yet"
        }
    }
}
