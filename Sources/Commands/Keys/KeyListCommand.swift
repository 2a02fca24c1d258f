import ArgumentParser
import ThreatAPI

/// `sikker key list`
struct KeyListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists keys and tokens; of their secrets only the last four characters are known.",
        discussion: """
            EXAMPLES
              sikker key list
              sikker key list --json
            """)

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var store: KeyStoreOptions

    mutating func run() async throws {
        let keys = try await store.withAdministration { try await $0.credentials() }.map { KeyRow($0) }
        if json { return try JSONOutput.write(keys) }
        guard !keys.isEmpty else {
            return Terminal.standardError.write("There are no keys yet; 'sikker key create' makes one.\n")
        }
        let table = Table(
            header: ["id", "kind", "tier", "ends in", "created", "state", "label"],
            rows: keys.map { key in
                [
                    "\(key.id)", key.kind, key.tier ?? "–", key.hint, String(key.created.prefix(10)), key.state,
                    key.label,
                ]
            })
        Terminal.standardOutput.write(table.text)
    }
}

extension KeyRow {
    fileprivate var state: String {
        if disabled != nil { return "disabled" }
        return expires.map { "until \($0.prefix(10))" } ?? "active"
    }
}
