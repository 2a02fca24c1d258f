import FoundationEssentials
import Testing
import ThreatModel

@testable import Detection

/// Writing an attack differently does not hide it: every example, disguised in every way that leaves its meaning alone,
/// shows the same behaviour.
@Suite struct EvasionTests {
    struct Disguise: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let apply: @Sendable (String) -> String
    }

    /// Rules that look at how a command was typed, not at what it does.
    private static let literal: Set<String> = [
        "sh.mirai_dialogue", "sh.dropper_echo", "sh.honeypot_check", "sh.arch_detect", "tel.new_environ_f_root",
        "any.c2_url",
    ]

    /// An example that wears a disguise already is left in it: two do not always go together.
    private static func isDisguised(_ text: String) -> Bool {
        ["${IFS}", "base64 -", "b64decode", "/**/", "/*!", "\\"].contains { text.contains($0) }
    }

    private func disguisedAll(
        _ prefix: String, kind: EventKind, field: String, _ disguise: Disguise, except: Set<String> = []
    ) throws {
        let catalogue = try BuiltIn.catalogue()
        var played = 0
        for (index, behaviour) in catalogue.behaviours.enumerated()
        where behaviour.name.hasPrefix(prefix) && !except.contains(behaviour.name) {
            for example in behaviour.examples {
                var session = SessionDetection()
                for var event in example.sessionEvents() {
                    if event.kind == kind, let text = event.fields[field], !Self.isDisguised(text) {
                        event.fields[field] = disguise.apply(text)
                        played += 1
                    }
                    _ = session.observe(event, in: catalogue)
                }
                #expect(session.shownBehaviours.contains(index), "\(behaviour.name) at line \(example.line)")
            }
        }
        #expect(played >= 9)
    }

    // MARK: Shell

    /// Applies to letters outside quotes only; inside them these signs would mean themselves.
    private static func outsideQuotes(_ text: String, _ change: (Character, Character?) -> String) -> String {
        var result = ""
        var quote: Character?
        var previous: Character?
        for character in text {
            if quote == nil, character == "'" || character == "\"" {
                quote = character
                result.append(character)
            } else if character == quote {
                quote = nil
                result.append(character)
            } else {
                result += quote == nil ? change(character, previous) : String(character)
            }
            previous = character
        }
        return result
    }

    static let shellDisguises = [
        Disguise(testDescription: "more white space") { outsideQuotes($0) { c, _ in c == " " ? " \t  " : String(c) } },
        Disguise(testDescription: "empty quotes inside words") {
            outsideQuotes($0) { c, previous in c.isLetter && previous?.isLetter == true ? "''\(c)" : String(c) }
        },
        Disguise(testDescription: "backslashes before letters") {
            outsideQuotes($0) { c, previous in
                c.isLetter && !"xnrt".contains(c) && previous?.isLetter == true ? "\\\(c)" : String(c)
            }
        },
        Disguise(testDescription: "field separator for spaces") {
            outsideQuotes($0) { c, previous in c == " " && previous?.isLetter == true ? "${IFS}" : String(c) }
        },
        Disguise(testDescription: "empty expansions inside words") {
            outsideQuotes($0) { c, previous in c.isLetter && previous?.isLetter == true ? "$@\(c)" : String(c) }
        },
        Disguise(testDescription: "no space around operators") {
            $0.replacing(" | ", with: "|").replacing("; ", with: ";").replacing(" && ", with: "&&").replacing(
                "> ", with: ">")
        },
        Disguise(testDescription: "base64") {
            // What is shorter cannot be told from a word, and stays hidden.
            let text = Data($0.utf8).base64EncodedString()
            return text.count < ShellNormaliser.shortestBase64 ? $0 : "echo \(text) | base64 -d | sh"
        },
    ]

    @Test(arguments: shellDisguises)
    func shell(_ disguise: Disguise) throws {
        // A line that begins with a command no longer does after `echo`.
        let first: Set<String> = [
            "sh.chmod_exec", "sh.ddos_tool", "sh.recon_proc", "sh.recon_uptime_users", "sh.self_delete", "sh.useradd",
        ]
        try disguisedAll(
            "sh.", kind: .command, field: "command", disguise,
            except: disguise.testDescription == "base64" ? Self.literal.union(first) : Self.literal)
    }

    // MARK: Requests

    private static func percent(_ text: String, _ isEncoded: (UInt8) -> Bool) -> String {
        text.utf8.reduce(into: "") { result, byte in
            result +=
                isEncoded(byte)
                ? "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16) : String(UnicodeScalar(byte))
        }
    }

    static let requestDisguises = [
        Disguise(testDescription: "every letter encoded") { percent($0) { ASCII.isLetter($0) && $0 != 0x75 } },
        Disguise(testDescription: "dots, slashes and dollars encoded") {
            percent($0) { [0x2e, 0x2f, 0x24, 0x7b].contains($0) }
        },
        Disguise(testDescription: "encoded twice") {
            // More than twice is more than is undone: what is encoded already stays.
            $0.contains("%") ? $0 : percent($0) { [0x2e, 0x2f, 0x24, 0x7b].contains($0) }.replacing("%", with: "%25")
        },
        Disguise(testDescription: "slashes doubled, and folders of themselves") {
            $0.hasPrefix("/")
                ? $0.replacing("://", with: ":\0").replacing("/", with: "//./").replacing("\0", with: "//") : $0
        },
        Disguise(testDescription: "dots and slashes in overlong UTF-8") {
            $0.replacing(".", with: "%c0%ae").replacing("/", with: "%e0%80%af")
        },
        Disguise(testDescription: "other case") { $0.uppercased() },
    ]

    @Test(arguments: requestDisguises)
    func request(_ disguise: Disguise) throws {
        try disguisedAll("http.", kind: .request, field: "path", disguise)
    }

    @Test(arguments: [
        Disguise(testDescription: "letters as escapes of JSON") {
            $0.utf8.reduce(into: "") { result, byte in
                result += ASCII.isLetter(byte) ? "\\u00" + String(byte, radix: 16) : String(UnicodeScalar(byte))
            }
        },
        Disguise(testDescription: "slashes as escapes of JSON") { $0.replacing("/", with: "\\/") },
        Disguise(testDescription: "a line for each member") {
            $0.replacing(",\"", with: ",\n\t\"").replacing("\":", with: "\"  :\r\n ")
        },
    ])
    func specification(_ disguise: Disguise) throws {
        try disguisedAll("docker.", kind: .request, field: "body", disguise)
    }

    // MARK: Statements

    @Test(
        arguments: [
            Disguise(testDescription: "other case") { $0.uppercased() },
            Disguise(testDescription: "more white space") {
                outsideQuotes($0) { c, _ in c == " " ? " \t\r\n " : String(c) }
            },
            Disguise(testDescription: "comments for spaces") {
                outsideQuotes($0) { c, _ in c == " " ? "/*x y*/" : String(c) }
            },
            Disguise(testDescription: "lines of comment for spaces") {
                outsideQuotes($0) { c, _ in c == " " ? " -- so\n" : String(c) }
            },
            Disguise(testDescription: "strings put together") {
                $0.replacing("'/", with: "''+'/").replacing("'c", with: "''||'c")
            },
        ], ["sql.", "mysql.", "pg.", "mssql."])
    func statement(_ disguise: Disguise, _ prefix: String) throws {
        try disguisedAll(prefix, kind: .query, field: "query", disguise)
    }
}
