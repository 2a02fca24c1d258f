import Glibc
import TestHosts
import TestLoop
import Testing

@testable import Commands

/// What scripts rely on: the status, and a sentence on standard error that says what to do.
@Suite("Exit status") struct ExitStatusTests {
    struct Case: CustomTestStringConvertible {
        let arguments: [String]
        var environment: [String] = []
        let status: Commands.ExitStatus
        let sentence: String
        var testDescription: String { arguments.joined(separator: " ") }
    }

    /// Nobody listens on the port for discarding (RFC 863).
    static let nobody = "http://127.0.0.1:9"

    static let cases: [Case] = [
        Case(arguments: ["frobnicate"], status: .usage, sentence: "frobnicate"),
        Case(arguments: ["check", "300.1.1.1"], status: .usage, sentence: "an address or network is needed"),
        Case(arguments: ["check", "45.10.1.2", "--fail-above", "500"], status: .usage, sentence: "from 0 to 100"),
        Case(
            arguments: ["report", "45.10.1.2", "--category", "rudeness"], status: .usage, sentence: "one of brute_force"
        ),
        Case(arguments: ["check", "45.10.1.2"], status: .access, sentence: "set SIKKER_API_KEY"),
        Case(arguments: ["sensor", "--listen", "telnet=2323"], status: .access, sentence: "set SIKKER_SENSOR_TOKEN"),
        Case(
            arguments: ["check", "45.10.1.2", "--server", nobody], environment: ["SIKKER_API_KEY=sk_x"],
            status: .network,
            sentence: "cannot be reached"),
        Case(
            arguments: ["check", "45.10.1.2", "--server", "gopher://x"], environment: ["SIKKER_API_KEY=sk_x"],
            status: .usage, sentence: "write it like https://"),
        Case(
            arguments: ["sensor", "--listen", "gopher=70"], environment: ["SIKKER_SENSOR_TOKEN=st_x"],
            status: .configuration, sentence: "write it like telnet=2323"),
        Case(
            arguments: ["guard", "--dashboard-port", "off"], status: .configuration,
            sentence: "set SIKKER_API_KEY to a key"),
        Case(
            arguments: ["guard", "--score-min", "0", "--custom-blacklist", "/nowhere"], status: .usage,
            sentence: "a whole number from 1 to 100"),
        Case(
            arguments: ["blocklist", "merge", "/nowhere/list"], status: .configuration,
            sentence: "/nowhere/list cannot be read"),
        Case(
            arguments: ["server", "--data", "/proc/nowhere"], status: .configuration,
            sentence: "the data folder /proc/nowhere cannot be used"),
        Case(
            arguments: ["check", "45.10.1.2", "--key-file", "/nowhere/key"], status: .configuration,
            sentence: "/nowhere/key"),
    ]

    @Test("A wrong call says what would be right", arguments: cases)
    func wrongCall(_ wrong: Case) throws {
        let run = try Invocation(wrong.arguments, environment: wrong.environment)
        #expect(run.status == wrong.status.rawValue, "\(run.standardError)")
        #expect(run.standardError.contains(wrong.sentence), "\(run.standardError)")
        #expect(run.standardOutput.isEmpty)
    }

    @Test func secretsAreNeverRepeated() throws {
        let secret = "sk_free_" + String(repeating: "s", count: 40)
        let run = try Invocation(
            ["check", "45.10.1.2", "--server", Self.nobody], environment: ["SIKKER_API_KEY=\(secret)"])
        #expect(!(run.standardError + run.standardOutput).contains(secret))
    }
}
