/// What setting an integration up or taking it away changes on a machine, in order. It is done as a whole: what fails takes back what was done
/// before it.
struct IntegrationPlan: Sendable {
    enum Step: Sendable {
        case file(FileChange)
        case program(ProgramStep)
    }

    struct ProgramStep: Sendable {
        var words: [String]
        var variables: [String] = []
        /// What it would do, in its own words; without any, it is only run when something else changes.
        var effects: [String] = []
        /// What takes back what it did.
        var undoing: [String]?
    }

    private(set) var steps: [Step] = []
    /// What the administrator should know.
    var notes: [String] = []

    mutating func add(_ change: FileChange) {
        if change.before != change.after { steps.append(.file(change)) }
    }

    mutating func add(_ program: ProgramStep) { steps.append(.program(program)) }

    /// What people are told of.
    var fileChanges: [FileChange] {
        steps.compactMap { if case .file(let change) = $0, !change.isRecord { change } else { nil } }
    }

    var programs: [ProgramStep] {
        steps.compactMap { if case .program(let program) = $0 { program } else { nil } }
    }

    var isEmpty: Bool { fileChanges.isEmpty && programs.allSatisfy(\.effects.isEmpty) }

    /// For people, before they are asked.
    ///
    /// - Parameter secret: is not shown.
    func text(hiding secret: String?) -> String {
        steps.map { step in
            switch step {
            case .file(let change): change.isRecord ? "" : change.text(hiding: secret)
            case .program(let program):
                "run \(program.words.joined(separator: " "))\n" + program.effects.map { "  \($0)\n" }.joined()
            }
        }.joined()
    }

    /// - Returns: what the programs said that had effects.
    func carryOut(on machine: IntegratedMachine) throws(CommandFailure) -> String {
        var done: [Step] = []
        var said = ""
        do throws(CommandFailure) {
            for step in steps {
                // Also what fails half-way is taken back.
                done.append(step)
                switch step {
                case .file(let change):
                    guard try machine.file(change.path) == change.before else {
                        done.removeLast()
                        throw CommandFailure(
                            .configuration, "\(change.path) was changed by somebody else just now; start again")
                    }
                    try machine.set(change.path, to: change.after)
                case .program(let program):
                    let result = try machine.run(program.words, variables: program.variables)
                    guard result.status == 0 else {
                        throw CommandFailure(
                            .configuration, "'\(program.words.joined(separator: " "))' fails: \(result.complaint)")
                    }
                    if !program.effects.isEmpty { said += result.output }
                }
            }
        } catch {
            let isBack = Self.takeBack(done, on: machine)
            throw CommandFailure(
                error.status,
                error.sentence + (isBack ? "; everything is as it was" : "; not everything could be taken back"))
        }
        return said
    }

    private static func takeBack(_ done: [Step], on machine: IntegratedMachine) -> Bool {
        var isBack = true
        for step in done.reversed() {
            do {
                switch step {
                case .file(let change): try machine.set(change.path, to: change.before)
                case .program(let program):
                    guard let words = program.undoing else { continue }
                    isBack = try machine.run(words, variables: program.variables).status == 0 && isBack
                }
            } catch {
                isBack = false
            }
        }
        return isBack
    }
}
