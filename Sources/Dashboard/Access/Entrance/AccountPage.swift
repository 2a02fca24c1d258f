import WebPages

/// Who is logged in, the way out, and the passwords.
struct AccountPage {
    let administrator: Doorkeeper.Origin
    let viewer: Doorkeeper.Origin
    let sessions: Int
    let problem: EntranceProblem?
    let isDone: Bool

    func page(in frame: PageFrame) -> Page {
        Page(title: "Account", summary: "Who is logged in, and with which password.", isForEveryone: false) {
            Tag.h1 { "Account" }
            Tag.p(.class("lead")) {
                "You are logged in as \(frame.visitor.name). "
                    + (sessions == 1 ? "Nobody else is." : "There are \(sessions) sessions in all.")
            }
            if isDone {
                Tag.div(.class("notice"), .role("status")) {
                    Tag.strong { "Saved" }
                    Tag.p { "Whoever was logged in with the old password elsewhere is logged out." }
                }
            }
            EntranceParts.problem(problem)
            Tag.form(.method(.post), .action(.path("logout")), .class("change")) {
                frame.token
                Tag.button(.type("submit")) { "Log out" }
            }
            if frame.mayChange {
                Tag.div(.class("cards")) {
                    passwordCard(
                        "administrator", "Password for administrators", "Does everything.", administrator, in: frame)
                    passwordCard(
                        "viewer", "Password for viewers",
                        viewer == .page
                            ? "Looks at everything but secrets, and changes nothing. Left empty, the password goes."
                            : "Looks at everything but secrets, and changes nothing.", viewer, in: frame)
                }
            }
        }
    }

    private func passwordCard(
        _ role: String, _ title: String, _ meaning: String, _ origin: Doorkeeper.Origin, in frame: PageFrame
    ) -> HTML {
        Tag.section(.class("card"), .labelled(by: "title-\(role)")) {
            Tag.h2(.id("title-\(role)")) { title }
            Tag.p(.class("soft")) { meaning }
            switch origin {
            case .settings: Tag.p { "It is set in the settings, and can be changed there." }
            case .page, .nowhere:
                Tag.form(.method(.post), .action(.path("account"))) {
                    frame.token
                    Tag.input(.type("hidden"), .name("role"), .value(role))
                    EntranceParts.password(
                        "known", "Your password now", "current-password", id: "known-\(role)")
                    EntranceParts.password(
                        "password", "New password", "new-password", isRequired: role != "viewer",
                        id: "password-\(role)")
                    EntranceParts.password(
                        "again", "The same again", "new-password", isRequired: role != "viewer", id: "again-\(role)")
                    Tag.button(.type("submit")) { origin == .nowhere ? "Set" : "Change" }
                }
            }
        }
    }
}
