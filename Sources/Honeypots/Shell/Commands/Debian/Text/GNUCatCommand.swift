struct GNUCatCommand: ShellCommand {
    static let names: [ByteString] = ["cat"]

    private static let long: [GNUOptions.Long] = [
        .init("show-all", "A"), .init("number-nonblank", "b"), .init("show-ends", "E"), .init("number", "n"),
        .init("squeeze-blank", "s"), .init("show-tabs", "T"), .init("show-nonprinting", "v"),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard case .options(let options) = GNUOptions.read(words, "AbeEnstTuv", long, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        var state = State(options)
        var status: UInt8 = 0
        for operand in options.operands.isEmpty ? ["-"] : options.operands {
            do {
                switch try shell.read(operand: operand) {
                case .bytes(let bytes):
                    guard shell.charge(bytes.count) else { return .endless }
                    guard shell.print(state.isPlain ? bytes : state.shown(bytes)) || bytes.isEmpty else {
                        guard !shell.isPipeBroken, !shell.budget.isSpent else { return .failure }
                        return shell.fail("cat", "write error: \(shell.writeFault)")
                    }
                case .terminal: return .collectingInput
                case .endless: return .endless
                }
            } catch {
                shell.print("cat: \(operand.quotedWhereNeeded): \(error.message)\n", to: 2)
                status = 1
            }
        }
        return .exit(status)
    }

    private struct State {
        let options: GNUOptions
        let isPlain: Bool
        var number = 0
        var blanks = 0
        var startsLine = true

        init(_ options: GNUOptions) {
            self.options = options
            isPlain = !options.has("A", "b", "e", "E", "n", "s", "t", "T", "v")
        }

        mutating func shown(_ bytes: [UInt8]) -> [UInt8] {
            let ends = options.has("A", "e", "E")
            let tabs = options.has("A", "t", "T")
            let signs = options.has("A", "e", "t", "v")
            var text: [UInt8] = []
            for byte in bytes {
                if startsLine {
                    blanks = byte == 0x0a ? blanks + 1 : 0
                    if blanks > 1, options.has("s") { continue }
                    if options.has("b") ? byte != 0x0a : options.has("n") {
                        number += 1
                        text += ByteString("\(number)").indented(to: 6) + "\t"
                    }
                }
                startsLine = byte == 0x0a
                switch byte {
                case 0x0a:
                    if ends { text.append(UInt8(ascii: "$")) }
                    text.append(byte)
                case 0x09: text += tabs ? Array("^I".utf8) : [byte]
                default: text += signs ? byte.withSigns : [byte]
                }
            }
            return text
        }
    }
}

extension UInt8 {
    /// As `cat -v` shows a byte.
    var withSigns: [UInt8] {
        switch self {
        case 0x80...: Array("M-".utf8) + (self & 0x7f).withSigns
        case 0x7f: Array("^?".utf8)
        case 0..<0x20: [UInt8(ascii: "^"), self + 0x40]
        default: [self]
        }
    }
}
