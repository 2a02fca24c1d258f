import HTTPTypes
import Hummingbird
import ThreatModel
import WebPages

extension PageFrame {
    /// A frame for what somebody asks for, with what they have just done.
    init(_ request: Request, of visitor: Visitor, at now: Timestamp, _ office: ChangeOffice) async {
        self.init(visitor: visitor, now: now, here: ReturnPath.plain(request.uri.string))
        let id = request.uri.queryParameters[Substring(ReturnPath.parameter)].map(String.init)
        notice = id.flatMap { office.notices.notice($0, at: now) }
        unconfirmed = await office.unconfirmed.flatMap { $0.state == .waiting ? $0 : nil }
    }

    /// What a visitor had filled in when it was refused, for the same form.
    func entered(_ change: String, _ field: String) -> String {
        guard let notice, notice.change == change else { return "" }
        return notice.entered[field] ?? ""
    }

    /// A page that begins with what its visitor has just done, and what waits for them.
    ///
    /// - Parameter isAnswer: it answers a form and must not be loaded again.
    func telling(_ page: Page, isAnswer: Bool = false) -> Page {
        var page = page
        page.content =
            (unconfirmed.map { confirmation(of: $0, isAnswer: isAnswer) } ?? HTML())
            + (notice.map { telling($0) } ?? HTML()) + page.content
        return page
    }

    private func telling(_ notice: ChangeNotice) -> HTML {
        switch notice.outcome {
        case .done(let receipt):
            return Tag.div(.class("notice told"), .role("status"), .data("notice", notice.id)) {
                Tag.p {
                    Tag.strong { "Done." }
                    " \(Self.shown(receipt.message))"
                }
                if receipt.undo != nil, mayChange {
                    form(ChangeRoutes.undo, fields: [(ReturnPath.parameter, notice.id)]) {
                        Tag.button { "Undo" }
                    }
                }
            }
        case .refused(let sentence):
            return Tag.div(.class("notice bad told"), .role("alert")) {
                Tag.p {
                    Tag.strong { "Not done." }
                    " \(sentence.asSentence)"
                }
            }
        }
    }

    /// With its moments as people read them.
    private static func shown(_ message: String) -> String {
        message.replacing(/(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d\.\d{3}Z/) { "\($0.1) \($0.2) UTC" }
    }

    /// What a change that cuts its author off is confirmed by, or taken back.
    private func confirmation(of change: UnconfirmedChange, isAnswer: Bool) -> HTML {
        // A script counts down, and loads the page again at the end.
        let countdown: Attribute = isAnswer ? .data("waiting", "") : .data("confirm", "\(change.secondsLeft ?? 0)")
        return Tag.div(.class("notice bad told"), .role("alert"), countdown) {
            Tag.p {
                Tag.strong { "This change cuts \(change.author) off." }
                " \(Self.shown(change.message)) It is taken back "
                if let seconds = change.secondsLeft { Tag.span(.data("countdown", "")) { "in \(seconds) s" } }
                if let until = change.until { " (\(until.dropFirst(11).prefix(8)) UTC)" }
                ", unless somebody there confirms over a new connection that they still get here."
            }
            if mayChange {
                form(ChangeRoutes.confirm) { Tag.button { "Confirm: I still get here" } }
                form(ChangeRoutes.withdraw) { Tag.button(.class("quiet")) { "Take it back now" } }
            }
        }
    }
}
