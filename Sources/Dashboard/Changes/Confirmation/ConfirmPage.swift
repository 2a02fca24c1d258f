import WebPages

/// What becomes of a change that cuts its author off.
enum ConfirmPage {
    static func page(_ change: UnconfirmedChange?) -> Page {
        let isWaiting = change?.state == .waiting
        return Page(
            title: "Confirm a change", summary: "What becomes of a change that cuts its author off.",
            isForEveryone: false, refresh: isWaiting ? ChangeRoutes.look : nil
        ) {
            Tag.h1 { title(change?.state) }
            Tag.p(.class("lead")) { sentence(change?.state) }
            if let change, !isWaiting { Tag.p { "The change was: \(change.message)" } }
            Tag.p { Tag.a(.href(.path(""))) { "Overview" } }
        }
    }

    private static func title(_ state: UnconfirmedChange.State?) -> String {
        switch state {
        case .waiting: "Do you still get here?"
        case .confirmed: "Confirmed"
        case .reverted: "Taken back"
        case nil: "Nothing to confirm"
        }
    }

    private static func sentence(_ state: UnconfirmedChange.State?) -> String {
        switch state {
        case .waiting:
            """
            If this page does not come back after you press Confirm, you are cut off. Then just wait: the change is taken back by \
            itself.
            """
        case .confirmed: "The change stays in force."
        case .reverted: "Nobody confirmed it in time, or somebody took it back. Everything is as it was before."
        case nil: "No change waits to be confirmed."
        }
    }
}
