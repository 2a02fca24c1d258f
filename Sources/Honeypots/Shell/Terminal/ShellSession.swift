import ThreatModel

/// What a session of a shell is asked for.
enum ShellCall: Sendable {
    /// To run the one command; the login shell is called by that name.
    case start([UInt8], name: ByteString)
    case received([UInt8])
    case endOfInput
}

/// What a session asks for in turn.
protocol ShellSessionOutput {
    init()
    mutating func work()
    mutating func append(_ other: Self)
}

extension HoneypotOutput: ShellSessionOutput {}
extension ChannelOutput: ShellSessionOutput {}

/// A visitor at a shell, at a terminal or without one.
///
/// A call that may run commands is an attempt: with an allowance, a small part of what a line may cost. Nearly all
/// commands are done within it. What is not is thrown away, the session stays as it was, and the same call is made again
/// where it holds up nobody: the session is a value, so that there is nothing to take back.
protocol ShellSession: Sendable {
    associatedtype Output: ShellSessionOutput
    var shell: Shell { get set }
    /// What was asked for and put off.
    var putOff: ShellCall? { get set }

    mutating func perform(_ call: ShellCall, at now: Timestamp, _ output: inout Output)
}

extension ShellSession {
    /// Does what is asked for, or puts it off.
    mutating func attempt(_ call: ShellCall, at now: Timestamp, _ output: inout Output) {
        guard let allowance = shell.visit.sharing?.atOnce else { return perform(call, at: now, &output) }
        if let before = putOff { return wait(call, behind: before) }
        let before = self
        var answer = Output()
        shell.budget.hold(allowance)
        perform(call, at: now, &answer)
        if shell.budget.isOverdrawn {
            self = before
            putOff = call
            output.work()
        } else {
            shell.budget.release()
            output.append(answer)
        }
    }

    /// Does what was put off.
    mutating func work(at now: Timestamp, _ output: inout Output) {
        guard let call = putOff else { return }
        putOff = nil
        shell.budget.rests(shell.visit.sharing?.rest)
        perform(call, at: now, &output)
        shell.budget.rests(nil)
    }

    /// Nobody waits for what was put off any more: it is begun, so that it is recorded, and not finished.
    mutating func giveUpWork(at now: Timestamp, _ output: inout Output) {
        guard let call = putOff, let allowance = shell.visit.sharing?.atOnce else { return }
        putOff = nil
        shell.budget.hold(allowance)
        perform(call, at: now, &output)
        shell.budget.release()
    }

    private mutating func wait(_ call: ShellCall, behind before: ShellCall) {
        // Bytes behind bytes are one call; nothing else is made while something waits.
        if case .received(let earlier) = before, case .received(let bytes) = call {
            putOff = .received(earlier + bytes)
        }
    }
}
