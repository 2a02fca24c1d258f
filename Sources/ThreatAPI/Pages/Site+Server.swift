import Recordings
import WebPages

extension Site {
    /// The server's pages.
    static let server = site(running: nil)

    /// The same for a page that plays a recording.
    static let player = site(running: RecordingPage.script)

    private static func site(running script: StaticFile?) -> Site {
        Site(
            name: "Sikker",
            sections: [
                Section(title: catalogue, target: .path("catalogue")), Section(title: appeal, target: .path("appeal")),
                Section(title: integrations, target: .path("integrations")),
            ],
            footer: footer, script: script)
    }

    static let catalogue = "Catalogue"
    static let appeal = "Appeal"
    static let integrations = "Integrations"

    private static let footer = Tag.p {
        "What programs ask for stands in the "
        Tag.a(.href(.path("openapi.json"))) { "description of the API" }
        ". Techniques are named as in MITRE ATT&CK®, a trademark of The MITRE Corporation."
    }
}
