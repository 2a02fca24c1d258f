struct CatCommand: ShellCommand {
    static let names: [ByteString] = ["cat"]
    static let usage: ByteString = "cat [FILE]..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "nbvteAu", in: &shell) else { return .failure }
        let operands = options.operands.isEmpty ? ["-"] : options.operands
        var status: UInt8 = 0
        for operand in operands {
            if operand == "-" {
                // Line by line where the terminal shows it, all at once where it goes elsewhere.
                if shell.isTerminal(0) { return shell.isTerminal(1) ? .reading(EchoingReader()) : .collectingInput }
                while let piece = shell.readInput(upTo: pieceBytes), !piece.isEmpty {
                    guard shell.print(piece) else { return .failure }
                }
                continue
            }
            do {
                let id = try shell.files.find(operand, from: shell.scope.directory)
                if shell.files[id].isDirectory {
                    status = 1
                    shell.print("cat: read error: Is a directory\n", to: 2)
                    continue
                }
                if case .terminal = shell.read(id, from: 0) { return .reading(EchoingReader()) }
                if case .pipe = shell.files[id].kind { return .endless }
                var offset = 0
                while true {
                    let piece = shell.contents(of: id, range: offset..<offset + pieceBytes)
                    if piece.isEmpty { break }
                    guard shell.print(piece) else { return .failure }
                    offset += piece.count
                }
            } catch {
                status = 1
                shell.print("cat: can't open '\(operand)': \(error.message)\n", to: 2)
            }
        }
        return .exit(status)
    }

    private static let pieceBytes = 16 * 1024

    /// Shows every line again.
    private struct EchoingReader: TerminalReader {
        mutating func read(_ line: [UInt8], in shell: inout Shell) -> CommandOutcome? {
            shell.print(line + [0x0a])
            return nil
        }

        mutating func readRest(_ rest: [UInt8], in shell: inout Shell) -> CommandOutcome? {
            shell.print(rest)
            return nil
        }

        mutating func end(in shell: inout Shell) -> CommandOutcome { .success }
    }
}
