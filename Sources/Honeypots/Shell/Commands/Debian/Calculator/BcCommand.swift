/// `bc` of GNU, 1.07.1.
struct BcCommand: ShellCommand {
    static let names: [ByteString] = ["bc"]

    private static let long: [GNUOptions.Long] = [
        .init("compile", "c"), .init("interactive", "i"), .init("mathlib", "l"),
        .init("quiet", "q"), .init("standard", "s"), .init("warn", "w"),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        if words.count == 2, words[1] == "--version" || words[1] == "--help" {
            shell.print(words[1] == "--help" ? "usage: bc [options] [file ...]\n" : "bc 1.07.1\n")
            return .success
        }
        let manners = GNUOptions.Manners(hint: "", version: nil)
        guard case .options(let options) = GNUOptions.read(words, "chilqswv", long, manners, in: &shell) else {
            shell.print("usage: bc [options] [file ...]\n")
            return .exit(shell.usageStatus)
        }
        if options.has("h") {
            shell.print("usage: bc [options] [file ...]\n")
            return .success
        }
        if options.has("v") {
            shell.print("bc 1.07.1\n")
            return .success
        }
        var run = BcRun(hasLibrary: options.has("l"))
        for operand in options.operands {
            guard case .bytes(let bytes)? = try? shell.read(path: operand) else {
                shell.print("File \(operand) is unavailable.\n", to: 2)
                return .failure
            }
            switch run.run(bytes, named: operand, in: &shell) {
            case .text: continue
            case .quit: return .success
            case .never: return .endless
            }
        }
        switch shell.readInput() {
        case .terminal: return .collectingInput
        case .endless: return .endless
        case .bytes(let bytes):
            if case .never = run.run(bytes, named: "(standard_in)", in: &shell) { return .endless }
            return .success
        }
    }
}
