import Honeypots
import Testing
import ThreatModel

/// The judge must be able to condemn.
@Suite("Replay runner")
struct ReplayRunnerTests {
    /// Greets, answers each line in capitals, records it; "wait" pauses, "file" leaves a file, "quit" ends the visit.
    struct LineService: Honeypot {
        static let attackProtocol = AttackProtocol.telnet
        static let defaultPorts: [UInt16] = [7]
        private var line: [UInt8] = []
        private var isOver = false

        init(context: HoneypotContext) {}

        mutating func connected(at now: Timestamp, _ output: inout HoneypotOutput) { output.send("hello\r\n") }

        mutating func received(_ bytes: ArraySlice<UInt8>, at now: Timestamp, _ output: inout HoneypotOutput) {
            for byte in bytes where !isOver {
                line.append(byte)
                guard byte == 0x0a else { continue }
                let word = String(decoding: line.dropLast(), as: UTF8.self)
                line = []
                output.record(.command, ["command": word, "at": "\(now.milliseconds)"])
                if word == "wait" { output.pause(.seconds(3)) }
                if word == "file" { output.keep([1, 2], ["path": "/tmp/x"]) }
                output.send(word.uppercased() + "\n")
                isOver = word == "quit"
                if isOver { output.close() }
            }
        }

        mutating func disconnected(at now: Timestamp, _ output: inout HoneypotOutput) {
            output.record(.raw, ["bytes": "\(line.count)"])
        }
    }

    private func play(_ text: String) throws {
        let script = try ReplayScript(name: "test.replay", text: text)
        for delivery in ReplayDelivery.all {
            try ReplayRunner(script: script, delivery: delivery).run(against: LineService.self)
        }
    }

    @Test("A true script plays")
    func truth() throws {
        try play(
            """
            # greeting
            = persona-seed 3
            < hello\\r\\n

            > one\\n
            > tw
            > o\\n
            < ONE\\n
            < TWO\\n
            ! command command=one
            ! command command="two" at~17* -path
            > wait\\n
            pause 3s
            < WAIT\\n
            !*
            > file\\n
            <~ F*L*\\n
            ! command command=file at=1773480416000
            ! file path=/tmp/x size=2 content="\\x01\\x02"
            @ +1500ms
            > a\\n
            > rest
            bye
            < A\\n
            ! command at=1773480417500
            ! raw bytes=4
            """)
        try play("< hello\\r\\n\n> quit\\nmore\n< QUIT\\n\nclosed\n! command\n! raw bytes=0")
    }

    @Test(
        "A script that is wrong somewhere is refused at its line",
        arguments: [
            ("< hallo\\r\\n", 1, "h⟨here⟩ello"),
            ("< hello\\r\\n\n> a\\n\n< A\\n", 3, "unexpected event"),
            ("< hello\\r\\n\n> a\\n\n! command", 3, "A\\n"),
            ("< hello\\r\\n\n> a\\n\n< A\\n\n! command command=b", 4, "expected command command=\"b\", got \"a\""),
            ("< hello\\r\\n\n> a\\n\n< A\\n\n! command -command", 4, "without command"),
            ("< hello\\r\\n\n> a\\n\n< A\\n\n! query", 4, "expected the event 'query'"),
            ("< hello\\r\\n\n> a\\n\n< A\\n\n! command\n! command", 5, "got none"),
            ("< hello\\r\\n\n> a\\n\n!*\n<~ *B*", 4, "expected"),
            ("< hello\\r\\n\n> a\\n\n!*\n<~ *A*\n< more", 5, "expected"),
            ("< hello\\r\\n\n> a\\n\n!*\n< A\\n\nclosed", 5, "end of the connection"),
            ("< hello\\r\\n\n> wait\\n\n!*\n< WAIT\\n", 4, "expected"),
            ("< hello\\r\\n\n> wait\\n\n!*\npause 2s\n< WAIT\\n", 4, "pause of 2"),
            ("< hello\\r\\n\n> a", 2, "unexpected event"),
        ])
    func falsehood(_ text: String, _ line: Int, _ part: String) throws {
        let error = try #require(throws: ReplayError.self) { try play(text) }
        #expect(error.description.contains(part), "\(error)")
        #expect(error.line == line, "\(error)")
    }

    @Test(
        "A file that cannot be read is refused at its line",
        arguments: [
            "\n? x", "\n> \\q", "\n< \\x4", "\n@ 3s", "\npause long", "\n! nothing", "\n! command a=\"b",
            "\n= colour red",
            "\n<~ \\", "\n= seed x", "\n= limit events", "\n! command a",
        ])
    func unreadable(_ text: String) throws {
        let error = try #require(throws: ReplayError.self) { try ReplayScript(name: "test.replay", text: text) }
        #expect(error.line == 2)
    }

    @Test(
        "Gaps are filled with anything",
        arguments: [
            ("a*c", "abc", true), ("a*c", "ac", true), ("*", "", true), ("a*b*c", "a-b-b-c", true),
            ("a*c", "abcd", false),
            ("*ab", "aaab", true), ("\\*", "x", false), ("a*", "b", false), ("*a*a*a*", "aa", false),
        ])
    func patterns(_ pattern: String, _ text: String, _ expected: Bool) throws {
        #expect(try #require(BytePattern(wildcards: pattern)).matches(Array(text.utf8)) == expected)
    }
}
