@testable import Honeypots

/// Commands to be sent to a real server and to ours: one a line, as `redis-cli` reads them.
///
/// `# …` is a comment. A mark before the command says what is compared: `~` only the kind of reply, `^` the elements
/// without their order; `@6.2-` in which releases the command is sent at all.
struct DifferentialScript {
    struct Step {
        var line: Int
        var words: [[UInt8]]
        var mask: RESPReply.Mask
        var releases: ClosedRange<RedisRelease>
    }

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    let steps: [Step]

    init(_ text: String) throws {
        var steps: [Step] = []
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            var rest = line.drop { $0 == " " }
            guard !rest.isEmpty, rest.first != "#" else { continue }
            var step = Step(line: number + 1, words: [], mask: .exact, releases: .v6_0...(.v7_0))
            while let mark = rest.first, "~^@".contains(mark) {
                switch mark {
                case "~": step.mask = .shape
                case "^": step.mask = .unordered
                default:
                    guard let releases = RedisRelease.range(rest.dropFirst().prefix { $0 != " " }) else {
                        throw Failure(description: "line \(number + 1): no releases are named so")
                    }
                    step.releases = releases
                }
                rest = rest.drop { $0 != " " }.drop { $0 == " " }
            }
            guard let words = RedisText.words(of: Array(rest.utf8)), !words.isEmpty else {
                throw Failure(description: "line \(number + 1): quotes are not balanced")
            }
            step.words = words
            steps.append(step)
        }
        self.steps = steps
    }
}
