import Blocklists
import WebPages

/// The sources of one provider, and what is set about them together.
struct ProviderSection {
    let provider: SourcesModel.Provider
    let title: String
    /// What there is to say while there is no source of it.
    let invitation: String
    /// By their names, in the order of the page.
    let settings: [String]

    static let all = [
        ProviderSection(
            provider: .sikker, title: "SikkerAPI",
            invitation: "With a key of a Sikker server, its blacklist is followed as it changes.",
            settings: ["api.key", "api.url", "score_minimum", "pull_interval"]),
        ProviderSection(
            provider: .abuseipdb, title: "AbuseIPDB",
            invitation: "With a key of your own, the most reported addresses of AbuseIPDB are blocked too.",
            settings: [
                "abuseipdb.key", "abuseipdb.confidence_minimum", "abuseipdb.limit", "abuseipdb.interval",
                "abuseipdb.daily_calls",
            ]),
        ProviderSection(
            provider: .blocklistDE, title: "blocklist.de",
            invitation:
                "Free lists of attackers by the service that they attacked. Choose those of services that you run.",
            settings: ["blocklist_de.feeds", "blocklist_de.interval"]),
        ProviderSection(
            provider: .network, title: "Lists on the network",
            invitation: "None yet. Public ones stand below; others are named in the settings file under 'lists'.",
            settings: ["known_lists"]),
        ProviderSection(
            provider: .own, title: "Your own", invitation: "", settings: ["custom_blacklist"]),
    ]

    func html(_ model: SourcesModel, in frame: PageFrame) -> HTML {
        let sources = model.sources.filter { $0.provider == provider }
        let entries = settings.compactMap { name in model.settings.first { $0.name == name } }
        return Tag.section(.class("provider"), .labelled(by: "provider-\(provider.rawValue)")) {
            Tag.h2(.id("provider-\(provider.rawValue)")) { title }
            if sources.isEmpty { Tag.p(.class("soft")) { invitation } }
            if !sources.isEmpty {
                Tag.div(.class("cards")) {
                    for source in sources { SourceCard(source: source, model: model, frame: frame).html }
                }
            }
            if provider == .blocklistDE { feeds(sources, model, in: frame) }
            // What is chosen by buttons needs no form beside them.
            let forms = entries.filter { !["known_lists", "blocklist_de.feeds"].contains($0.name) }
            if !forms.isEmpty, !(sources.isEmpty && provider == .blocklistDE) {
                Tag.details {
                    Tag.summary { sources.isEmpty && provider != .own ? "Set it up" : "Settings" }
                    Tag.div(.class("grid")) {
                        for entry in forms { SettingForm(entry: entry, frame: frame).html }
                    }
                }
            }
        }
    }

    /// A button for each feed that is not followed.
    @HTMLBuilder private func feeds(
        _ sources: [SourcesModel.Source], _ model: SourcesModel, in frame: PageFrame
    ) -> HTML {
        let followed = sources.compactMap(\.feed)
        if let entry = model.settings.first(where: { $0.name == "blocklist_de.feeds" }) {
            if let obstacle = entry.obstacle {
                Tag.p(.class("locked")) { "Which feeds there are \(obstacle)." }
            } else if frame.mayChange {
                Tag.div(.class("row feeds")) {
                    Tag.span(.class("soft")) { "Add a feed:" }
                    for feed in BlocklistDEFeed.allCases.map(\.rawValue) where !followed.contains(feed) {
                        frame.form(
                            "set",
                            fields: [("name", entry.name), ("value", (followed + [feed]).joined(separator: ", "))]
                        ) {
                            Tag.button(.class("quiet"), .label("\(feed): add this feed of blocklist.de")) { feed }
                        }
                    }
                }
            }
        }
    }
}
