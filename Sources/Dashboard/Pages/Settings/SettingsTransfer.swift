import Guard
import WebPages

/// What was changed here as a file, and a file in its place.
struct SettingsTransfer {
    /// Whether any setting can be changed here.
    let isOpen: Bool
    let frame: PageFrame

    var html: HTML {
        Tag.section(.labelled(by: "transfer")) {
            Tag.h2(.id("transfer")) { "Export and import" }
            Tag.p {
                "Download "
                Tag.a(.href(.path("api", KeptSettings.fileName))) { "what was changed here" }
                ", in the form of the settings file. Passwords, keys and tokens are not in it."
            }
            if isOpen, frame.mayChange { importing }
        }
    }

    private var importing: HTML {
        frame.form(ImportSettingsChange.name, class: "importing") {
            Tag.div {
                Tag.label(.for("import-settings")) {
                    "Settings "
                    Tag.span(.class("soft")) { "(as such a file has them; up to \(KeptSettings.mostBytes >> 10) KB)" }
                }
                Tag.textarea(
                    .id("import-settings"), .name(ImportSettingsChange.text), .rows(6), .isRequired, .isSpelledFreely,
                    .placeholder("score_minimum: 60\nreport:\n  interval: 1h")
                ) {}
            }
            Tag.div(.class("choices")) {
                FilePicker.html(into: "import-settings")
                Tag.label(.class("box")) {
                    Tag.input(.type("checkbox"), .name("replace"), .value("true"))
                    " Everything else that was changed here goes back"
                }
                Tag.button { "Import" }
            }
            Tag.p(.class("soft")) {
                "All of them are taken, or none: a line that makes no sense is named. Passwords, keys and tokens stay as they are."
            }
        }
    }
}
