import ArgumentParser
import Store
import ThreatAPI
import ThreatModel

/// `sikker appeals show`
struct AppealsShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows an appeal: what it says, and what has happened to it.",
        discussion: """
            'sikker explain' says why its address is listed.

            EXAMPLES
              sikker appeals show 3
              sikker appeals show 3 --json
            """)

    private struct Shown: Encodable {
        struct Entry: Encodable {
            let at: String
            let actor: String
            let text: String
        }

        let appeal: AppealRow
        let reason: String
        let contact: String?
        let requester: String?
        let history: [Entry]
    }

    @Argument(help: "Its number, as 'sikker appeals list' shows it.")
    var number: Int64

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var administration: AdministrationOptions

    mutating func run() async throws {
        let (number, isJSON) = (number, json)
        let shown = try await administration.withAdministration { administration in
            let reviewed = try await administration.appeal(number)
            let appeal = reviewed.appeal
            return Shown(
                appeal: AppealRow(appeal), reason: appeal.reason, contact: appeal.contact,
                requester: appeal.requester.map { "\($0)" },
                history: reviewed.entries.map { .init(at: $0.at.rfc3339, actor: $0.actor, text: $0.text) })
        }
        if isJSON { return try JSONOutput.write(shown) }
        Terminal.standardOutput.write(Table(appeals: [shown.appeal]).text)
        Terminal.standardOutput.write("\nreason: \(Self.printable(shown.reason))\n")
        if let contact = shown.contact { Terminal.standardOutput.write("contact: \(Self.printable(contact))\n") }
        if let requester = shown.requester { Terminal.standardOutput.write("from: \(requester)\n") }
        let history = Table(
            header: ["when", "who", "what"],
            rows: shown.history.map { [MomentText.minute($0.at), $0.actor, Self.printable($0.text)] })
        Terminal.standardOutput.write("\n" + history.text)
    }

    /// What strangers wrote, without what would move a terminal's cursor.
    private static func printable(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
}
