struct ChmodCommand: ShellCommand {
    static let names: [ByteString] = ["chmod"]
    static let usage: ByteString = "chmod [-R] MODE[,MODE]... FILE..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        // A mode may begin with a dash: options are only these letters.
        let flags = words.dropFirst().prefix {
            $0.count > 1 && $0[0] == UInt8(ascii: "-") && $0.dropFirst().allSatisfy { "Rvcf".utf8.contains($0) }
        }
        let operands = words.dropFirst(1 + flags.count)
        guard operands.count >= 2, let mode = operands.first else { return showUsage(in: &shell) }
        guard FileModeChange(mode) != nil else { return shell.fail(words[0], "invalid mode '\(mode)'") }
        var paths = Array(operands.dropFirst())
        if flags.contains(where: { $0.contains(UInt8(ascii: "R")) }) { paths = shell.everythingUnder(paths) }
        var status: UInt8 = 0
        for path in paths {
            do throws(FileError) {
                let place = try shell.place(path)
                guard let id = place.id else { throw .noEntry }
                try shell.files.checkWritable(place.path)
                let change = FileModeChange(mode)
                let mask = shell.scope.mask
                try shell.files.update(id) { node in
                    node.mode = change?.applied(to: node.mode, isDirectory: node.isDirectory, mask: mask) ?? node.mode
                }
            } catch {
                status = 1
                shell.print("chmod: \(path): \(error.message)\n", to: 2)
            }
        }
        return .exit(status)
    }
}

extension Shell {
    /// These paths and everything below, as far as the budget goes.
    mutating func everythingUnder(_ paths: [ByteString]) -> [ByteString] {
        var found: [ByteString] = []
        var pending = Array(paths.reversed())
        while let path = pending.popLast(), charge(32), found.count < Self.mostWords {
            found.append(path)
            guard let id = try? files.find(path, from: scope.directory, follow: false),
                case .directory(let entries) = files[id].kind
            else {
                continue
            }
            pending += entries.keys.sorted(by: >).map { path.appending($0) }
        }
        return found
    }
}

/// A mode of `chmod`: octal, or letters like `u+x,go-w`.
struct FileModeChange: Hashable, Sendable {
    private struct Clause: Hashable, Sendable {
        var who: UInt16
        var hasWho: Bool
        var sign: UInt8
        var bits: UInt16
        var conditionalExecute: Bool
    }

    private var absolute: UInt16?
    private var clauses: [Clause] = []

    init?(_ text: ByteString) {
        if !text.isEmpty, text.allSatisfy({ (0x30...0x37).contains($0) }), text.count <= 5 {
            guard let value = UInt16(text.text, radix: 8), value <= 0o7777 else { return nil }
            absolute = value
            return
        }
        for part in text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            let who = part.prefix { "ugoa".utf8.contains($0) }
            var mask: UInt16 = 0
            for letter in who {
                switch letter {
                case UInt8(ascii: "u"): mask |= 0o4700
                case UInt8(ascii: "g"): mask |= 0o2070
                case UInt8(ascii: "o"): mask |= 0o0007
                default: mask |= 0o7777
                }
            }
            var rest = part.dropFirst(who.count)
            guard !rest.isEmpty else { return nil }
            while let sign = rest.popFirst() {
                guard "+-=".utf8.contains(sign) else { return nil }
                let letters = rest.prefix { "rwxXst".utf8.contains($0) }
                rest = rest.dropFirst(letters.count)
                var bits: UInt16 = 0
                for letter in letters {
                    switch letter {
                    case UInt8(ascii: "r"): bits |= 0o444
                    case UInt8(ascii: "w"): bits |= 0o222
                    case UInt8(ascii: "x"): bits |= 0o111
                    case UInt8(ascii: "s"): bits |= 0o6000
                    case UInt8(ascii: "t"): bits |= 0o1000
                    default: break
                    }
                }
                clauses.append(
                    Clause(
                        who: who.isEmpty ? 0o7777 : mask, hasWho: !who.isEmpty, sign: sign, bits: bits,
                        conditionalExecute: letters.contains(UInt8(ascii: "X"))))
            }
        }
        guard !clauses.isEmpty, clauses.count < 64 else { return nil }
    }

    func applied(to mode: UInt16, isDirectory: Bool, mask: UInt16) -> UInt16 {
        if let absolute { return absolute }
        return clauses.reduce(mode) { mode, clause in
            var bits = clause.bits
            if clause.conditionalExecute, isDirectory || mode & 0o111 != 0 { bits |= 0o111 }
            // Without anyone named, the mask of new files holds.
            let who = clause.hasWho ? clause.who : clause.who & ~mask
            switch clause.sign {
            case UInt8(ascii: "+"): return mode | bits & who
            case UInt8(ascii: "-"): return mode & ~(bits & who)
            default: return mode & ~clause.who | bits & who
            }
        }
    }
}
