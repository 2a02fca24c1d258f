/// A program in the foreground that reads lines from the terminal.
protocol TerminalReader: Sendable {
    /// Whether the terminal shows what is typed.
    var echoes: Bool { get }

    /// Takes one line, without its end. nil: it goes on reading.
    mutating func read(_ line: [UInt8], in shell: inout Shell) -> CommandOutcome?

    /// Takes what stands behind the last end of a line when input ends; never nothing.
    mutating func readRest(_ rest: [UInt8], in shell: inout Shell) -> CommandOutcome?

    /// The visitor typed end of file.
    mutating func end(in shell: inout Shell) -> CommandOutcome
}

extension TerminalReader {
    var echoes: Bool { true }

    mutating func readRest(_ rest: [UInt8], in shell: inout Shell) -> CommandOutcome? { read(rest, in: &shell) }
}

/// A program that reads nothing and goes on until it is interrupted: whatever is typed is only echoed.
struct EndlessReader: TerminalReader {
    mutating func read(_ line: [UInt8], in shell: inout Shell) -> CommandOutcome? { nil }
    mutating func end(in shell: inout Shell) -> CommandOutcome { .endless }
}

/// Collects what is typed for a program that wants all of it, then runs the program with that.
struct CollectingReader: TerminalReader {
    var arguments: [ByteString]
    private var text: [UInt8] = []

    init(arguments: [ByteString]) { self.arguments = arguments }

    mutating func read(_ line: [UInt8], in shell: inout Shell) -> CommandOutcome? {
        // What no pipe could hold is forgotten.
        if text.count + line.count < StreamTable.pipeBytes { text += line + [0x0a] }
        return nil
    }

    mutating func readRest(_ rest: [UInt8], in shell: inout Shell) -> CommandOutcome? {
        if text.count + rest.count < StreamTable.pipeBytes { text += rest }
        return nil
    }

    mutating func end(in shell: inout Shell) -> CommandOutcome {
        guard let stream = shell.streams.open(.text(text)) else { return .failure }
        shell.push(.descriptors(shell.descriptors, closing: [stream]))
        shell.descriptors[0] = .stream(stream)
        return .become(arguments)
    }
}
