/// Writes a function as bash prints it.
enum FunctionPrinter {
    static func text(of name: ByteString, _ body: ShellSyntax) -> ByteString {
        var text: ByteString = "\(name) () \n"
        switch body {
        case .compound(.group(let list), let redirections) where redirections.isEmpty:
            text += "{ \n" + lines(of: list, 1) + "}\n"
        default: text += "{ \n" + command(body, 1) + "\n}\n"
        }
        return text
    }

    private static func indent(_ depth: Int) -> ByteString {
        ByteString([UInt8](repeating: 0x20, count: min(depth, 40) * 4))
    }

    private static func lines(of list: ShellList, _ depth: Int) -> ByteString {
        var text = ByteString()
        for (index, item) in list.items.enumerated() {
            text += indent(depth) + andOr(item.andOr, depth)
            let isLast = index == list.items.count - 1
            text += item.background != nil ? (isLast ? " &\n" : " &\n") : isLast ? "\n" : ";\n"
        }
        return text
    }

    private static func andOr(_ andOr: ShellList.AndOr, _ depth: Int) -> ByteString {
        var text = pipeline(andOr.first, depth)
        for (joint, next) in andOr.rest { text += (joint == .and ? " && " : " || ") + pipeline(next, depth) }
        return text
    }

    private static func pipeline(_ pipeline: ShellList.Pipeline, _ depth: Int) -> ByteString {
        (pipeline.isNegated ? "! " : "") + pipeline.commands.map { command($0, depth) }.joined(by: " | ")
    }

    private static func command(_ command: ShellSyntax, _ depth: Int) -> ByteString {
        switch command {
        case .simple(let simple):
            let assignments = simple.assignments.map { assignment -> ByteString in
                "\(assignment.name)\(assignment.appends ? "+" : "")=\(word(assignment.value))"
            }
            let all = assignments + simple.words.map { word($0) } + simple.redirections.map { redirection($0) }
            return all.joined(by: " ")
        case .function(let name, let body):
            return "function " + ByteString(text(of: name, body).dropLast())
        case .compound(let compound, let redirections):
            return ([self.compound(compound, depth)] + redirections.map { redirection($0) }).joined(by: " ")
        }
    }

    private static func compound(_ compound: ShellSyntax.Compound, _ depth: Int) -> ByteString {
        let here = indent(depth)
        switch compound {
        case .group(let list): return "{ \n" + lines(of: list, depth + 1) + here + "}"
        case .subshell(let list):
            return "( " + ByteString(lines(of: list, 0).dropLast()) + " )"
        case .conditional(let branches, let otherwise):
            var text = ByteString()
            for (index, branch) in branches.enumerated() {
                text += index == 0 ? "if " : here + "else\n" + here + "if "
                text += flat(branch.condition, depth) + "; then\n" + body(branch.body, depth + 1)
            }
            if let otherwise { text += here + "else\n" + body(otherwise, depth + 1) }
            return text + here + "fi"
        case .loop(let condition, let until, let list):
            return (until ? "until " : "while ") + flat(condition, depth) + "; do\n" + body(list, depth + 1) + here
                + "done"
        case .forEach(let name, let words, let list):
            let listed = words.map { " in " + $0.map { word($0) }.joined(by: " ") } ?? " in \"$@\""
            return "for \(name)\(listed);\n\(here)do\n" + body(list, depth + 1) + here + "done"
        case .selection(let subject, let choices):
            var text: ByteString = "case \(word(subject)) in \n"
            for choice in choices {
                text += indent(depth + 1) + choice.patterns.map { word($0) }.joined(by: " | ") + ")\n"
                text += ByteString(body(choice.body, depth + 2)) + indent(depth + 1) + ";;\n"
            }
            return text + here + "esac"
        case .arithmetic(let expression): return "(( \(word(expression)) ))"
        case .condition: return "[[ ]]"
        case .counting(let first, let condition, let update, let list):
            return "for ((\(word(first)); \(word(condition)); \(word(update))))\n\(here)do\n" + body(list, depth + 1)
                + here
                + "done"
        }
    }

    private static func flat(_ list: ShellList, _ depth: Int) -> ByteString {
        list.items.map { andOr($0.andOr, depth) }.joined(by: "; ")
    }

    /// The commands of a compound one: each ends with a semicolon, the last as well.
    private static func body(_ list: ShellList, _ depth: Int) -> ByteString {
        list.items.reduce(into: ByteString()) { text, item in
            text += indent(depth) + andOr(item.andOr, depth) + (item.background == nil ? ";\n" : " &\n")
        }
    }

    private static func redirection(_ redirection: ShellRedirection) -> ByteString {
        func number(_ usual: Int) -> ByteString { redirection.descriptor == usual ? "" : "\(redirection.descriptor)" }
        switch redirection.target {
        case .read(let target): return number(0) + "< " + word(target)
        case .write(let target): return number(1) + "> " + word(target)
        case .append(let target): return number(1) + ">> " + word(target)
        case .readWrite(let target): return number(0) + "<> " + word(target)
        case .duplicate(let target):
            return "\(redirection.descriptor)" + (redirection.descriptor == 0 ? "<&" : ">&") + word(target)
        case .writeBoth(let target): return "&> " + word(target)
        case .appendBoth(let target): return "&>> " + word(target)
        case .hereDocument(let target): return number(0) + "<<< " + word(target)
        }
    }

    private static func word(_ word: ShellWord) -> ByteString {
        word.parts.reduce(into: ByteString()) { text, part in
            switch part {
            case .plain(let plain): text += plain
            case .quoted(let quoted): text += quoted.quotedForTrace
            case .tilde(let name): text += "~" + name
            case .parameter(let parameter, let isQuoted):
                let shown: ByteString =
                    parameter.operation == .value ? "$" + parameter.name : "${" + parameter.name + "}"
                text += isQuoted ? "\"" + shown + "\"" : shown
            case .command(let list, _): text += "$(" + flat(list, 0) + ")"
            case .arithmetic(let expression, _): text += "$((" + self.word(expression) + "))"
            case .array(let words): text += "(" + words.map { self.word($0) }.joined(by: " ") + ")"
            case .process(let list, let isInput): text += (isInput ? "<(" : ">(") + flat(list, 0) + ")"
            }
        }
    }
}
