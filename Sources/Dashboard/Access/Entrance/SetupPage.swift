import Guard
import WebPages

/// Has a password set by whoever was given the word for it.
enum SetupPage {
    /// - Parameters:
    ///   - word: from the link; `nil`: it is to be typed.
    ///   - isGood: whether it holds.
    static func page(word: String?, isGood: Bool, problem: EntranceProblem?) -> Page {
        Page(title: "Set a password", summary: "The first step with the guard's dashboard.", isForEveryone: false) {
            Tag.div(.class("entrance")) {
                Tag.h1 { "Set a password" }
                if isGood {
                    Tag.p(.class("lead")) { "It is what keeps this dashboard yours. The next steps take a minute." }
                } else {
                    Tag.p(.class("lead")) {
                        "The guard prints a link when it starts without a password. Open it, or type what follows "
                            + "“token=” in it."
                    }
                }
                EntranceParts.problem(problem)
                Tag.form(.method(.post), .action(.path("setup"))) {
                    if let word, isGood {
                        Tag.input(.type("hidden"), .name("token"), .value(word))
                    } else {
                        Tag.div(.class("field")) {
                            Tag.label(.for("token")) { "One-time token" }
                            Tag.input(
                                .id("token"), .name("token"), .class("mono"), .autocomplete("one-time-code"),
                                .isSpelledFreely, .maximumLength(64), .isRequired)
                        }
                    }
                    EntranceParts.password(
                        "password", "New password", "new-password",
                        hint: "At least \(DashboardOptions.leastPassword) characters; a few unrelated words are good.")
                    EntranceParts.password("again", "The same again", "new-password")
                    Tag.button(.type("submit")) { "Set the password" }
                }
                if !isGood {
                    Tag.details {
                        Tag.summary { "No link, or too late?" }
                        Tag.p { "On the machine itself, this prints another, which holds for an hour:" }
                        EntranceParts.command
                    }
                }
            }
        }
    }
}
