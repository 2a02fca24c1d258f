import ThreatModel
import WebPages

/// What a page knows beside its model: who looks at it, when, and how what stands on it is sent back.
struct PageFrame: Sendable {
    let visitor: Visitor
    let now: Timestamp
    /// The page itself, to which a form leads back.
    let here: LinkTarget
    /// What the visitor has just done; `nil`: nothing.
    var notice: ChangeNotice?
    /// The change that waits to be confirmed; `nil`: none does.
    var unconfirmed: UnconfirmedChange?

    /// Whether there is anything that the visitor may change.
    var mayChange: Bool { visitor.role >= .administrator }

    /// A form that asks for a change: what stands in it, and what it must carry to be believed.
    ///
    /// - Parameter fields: what the visitor does not see.
    func form(
        _ change: String, fields: [(name: String, value: String)] = [], class names: String = "change",
        @HTMLBuilder content: () -> HTML
    ) -> HTML {
        Tag.form(.method(.post), .action(.path("changes", change)), .class(names)) {
            token
            hidden(FormField.back, here.text)
            for field in fields { hidden(field.name, field.value) }
            content()
        }
    }

    /// What every form that is posted has in it.
    var token: HTML { hidden(FormField.token, visitor.formToken ?? "") }

    private func hidden(_ name: String, _ value: String) -> HTML {
        Tag.input(.type("hidden"), .name(name), .value(value))
    }
}

/// Fields of every form that asks for a change.
enum FormField {
    /// What shows that the form is ours.
    static let token = "token"
    /// The path of the page that it stands on.
    static let back = "back"
    /// None of them says anything about the change.
    static let all: Set<String> = [token, back]
}
