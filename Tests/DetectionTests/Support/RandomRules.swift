import ThreatModel

/// Rules and events made up from few letters, so that they meet often and in odd ways.
struct RandomRules {
    private var generator: SplitMix64
    private let letters: [Character]

    init(seed: UInt64) {
        generator = SplitMix64(seed: seed)
        letters = Array(seed % 3 == 0 ? "ab" : seed % 3 == 1 ? "abC /." : "aB.$;|%2")
    }

    mutating func text(_ lengths: ClosedRange<Int>) -> String {
        String(
            (0..<Int.random(in: lengths, using: &generator)).map { _ in letters.randomElement(using: &generator) ?? "a"
            })
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &generator)]
    }

    /// A rule file of primitives only.
    mutating func file(primitives: Int) -> String {
        var text = "protocols: [telnet, ssh, http, redis]\nprimitives:\n"
        for index in 0..<primitives {
            let field = pick([
                "command.command", "request.path", "request.body", "[request.path, request.headers]",
                "auth.credentials",
                "query.argv",
            ])
            text += "  r.p\(index):\n    about: random\n    field: \(field)\n    \(comparison())\n"
            if Int.random(in: 0..<3, using: &generator) == 0 { text += "    case_sensitive: true\n" }
            if field.hasPrefix("command") || field.hasPrefix("request") {
                text += "    form: \(pick(["raw", "normalised", "both"]))\n"
            }
        }
        return text
    }

    private mutating func comparison() -> String {
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: return "exact: ['\(text(0...4))', '\(text(1...6))']"
        case 1: return "contains: ['\(text(1...3))', '\(text(2...5))']"
        default: return "wildcard: ['\(wildcard())', '\(wildcard())']"
        }
    }

    private mutating func wildcard() -> String {
        var pattern = Bool.random(using: &generator) ? "*" : ""
        for part in 0..<Int.random(in: 1...4, using: &generator) {
            if part > 0 { pattern += "*" }
            pattern += pick(["", "?", "??"]) + text(1...3) + pick(["", "?", "?" + text(1...1)])
        }
        return pattern + (Bool.random(using: &generator) ? "*" : "")
    }

    mutating func event() -> SessionEvent {
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: return DetectionTests.event(.command, ["command": text(0...24)], on: pick([.telnet, .ssh]))
        case 1:
            return DetectionTests.event(
                .request, ["path": text(0...16), "headers": text(0...30), "body": text(0...12)], on: .http)
        case 2:
            return DetectionTests.event(
                .auth, ["username": text(0...3), "password": text(0...3)], on: pick([.telnet, .http]))
        default: return DetectionTests.event(.query, ["argv": text(0...20)], on: .redis)
        }
    }
}
