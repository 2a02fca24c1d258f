/// `find` of GNU findutils 4.8.
struct GNUFindCommand: ShellCommand {
    static let names: [ByteString] = ["find"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        if words.count == 2, words[1] == "--help" || words[1] == "-help" {
            shell.print("Usage: find \(GNUSynopsis.of("find"))\n")
            return .success
        }
        if words.count == 2, words[1] == "--version" || words[1] == "-version" {
            shell.print("find (GNU findutils) 4.8.0\n")
            return .success
        }
        var rest = words.dropFirst()
        var follows = false
        while let word = rest.first, word == "-L" || word == "-H" || word == "-P" || word.hasPrefix("-O") {
            follows = word == "-L" || follows && word != "-P"
            rest.removeFirst()
        }
        let paths = rest.prefix { word in
            !(word.first == UInt8(ascii: "-") && word.count > 1) && word != "!" && word != "(" && word != ")"
                && word != ","
        }
        var parser = FindParser(rest.dropFirst(paths.count), shell)
        let expression: FindExpression
        do {
            expression = try parser.expression()
        } catch {
            return shell.fail("find", error.message)
        }
        var walk = FindWalk(expression, parser, follows: follows)
        for path in paths.isEmpty ? ["."] : Array(paths) {
            guard walk.visit(path, 0, in: &shell) else { break }
        }
        if shell.isPipeBroken { return .failure }
        walk.runTogether(in: &shell)
        return shell.budget.isSpent ? .endless : .exit(walk.status)
    }
}
