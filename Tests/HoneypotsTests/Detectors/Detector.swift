/// One of the looks by which attackers' and researchers' tools tell a honeypot from what it pretends to be. To add one,
/// add a value to a list of ``all``.
struct Detector: Sendable {
    /// What gives a sensor away, in the words of whoever reads the failure.
    struct Clues {
        private(set) var found: [String] = []

        /// A real server would be so; `clue` says what was there instead.
        mutating func expect(_ isReal: Bool, _ clue: @autoclosure () -> String) {
            if !isReal { found.append(String(clue().prefix(600))) }
        }
    }

    enum Look: Sendable {
        /// At each sensor by itself.
        case each(@Sendable (DetectorStage, inout Clues) throws -> Void)
        /// At all of them together: what two share, nobody has.
        case together(@Sendable ([DetectorStage], inout Clues) throws -> Void)
    }

    let name: String
    /// Who looks so, or where the right answer stands.
    let source: String
    let look: Look

    init(_ name: String, _ source: String, _ look: @escaping @Sendable (DetectorStage, inout Clues) throws -> Void) {
        self.name = name
        self.source = source
        self.look = .each(look)
    }

    init(
        _ name: String, _ source: String,
        together look: @escaping @Sendable ([DetectorStage], inout Clues) throws -> Void
    ) {
        self.name = name
        self.source = source
        self.look = .together(look)
    }

    /// A command whose whole answer is known.
    static func command(
        _ name: String, _ source: String, _ command: String, as user: String = "root", prints output: String = "",
        errors: String = "", status: UInt32 = 0
    ) -> Self {
        Self(name, source) { stage, clues in
            let answer = try stage.run(command, as: user)
            clues.expect(
                answer.output == output && answer.errors == errors && answer.status == status,
                "\(command): \(answer)")
        }
    }

    /// A command in whose output none of these may stand.
    static func absence(_ name: String, _ source: String, _ command: String, of marks: [String]) -> Self {
        Self(name, source) { stage, clues in
            let answer = try stage.run(command)
            for mark in marks {
                clues.expect(!(answer.output + answer.errors).contains(mark), "\(command) shows \(mark)")
            }
        }
    }

    static let all: [Self] = [
        proposals, oddMessages, versionLines, logins, channels, knownServers, botChecks, uptimes, processes, hardware,
        networks, accounts, packages, randomness, errors, files, transfers, telnet, strangers,
    ].flatMap { $0 }
}
