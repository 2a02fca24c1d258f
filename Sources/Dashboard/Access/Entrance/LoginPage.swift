import WebPages

/// Asks for the password.
enum LoginPage {
    /// - Parameter back: where somebody who gets in wanted to go.
    static func page(back: LinkTarget, problem: EntranceProblem? = nil) -> Page {
        Page(title: "Log in", summary: "The guard's dashboard.", isForEveryone: false) {
            Tag.div(.class("entrance")) {
                Tag.h1 { "Log in" }
                EntranceParts.problem(problem)
                Tag.form(.method(.post), .action(.path("login"))) {
                    Tag.input(.type("hidden"), .name(FormField.back), .value(back.text))
                    EntranceParts.password("password", "Password", "current-password")
                    Tag.button(.type("submit")) { "Log in" }
                }
                Tag.details {
                    Tag.summary { "Forgot the password?" }
                    Tag.p { "On the machine itself, this prints a link for a new one:" }
                    EntranceParts.command
                }
            }
        }
    }
}
