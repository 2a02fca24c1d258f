/// Two texts side by side, as `diff -u` shows them, indented by two spaces.
enum UnifiedDiff {
    /// Unchanged lines around a change.
    private static let context = 3

    private enum Line {
        case same([UInt8])
        case removed([UInt8])
        case added([UInt8])

        var isChange: Bool {
            if case .same = self { false } else { true }
        }

        var text: String {
            switch self {
            case .same(let line): shown(" ", line)
            case .removed(let line): shown("-", line)
            case .added(let line): shown("+", line)
            }
        }

        /// Control characters of a file do nothing to a terminal.
        private func shown(_ sign: String, _ line: [UInt8]) -> String {
            let text = String(decoding: line, as: UTF8.self).unicodeScalars.filter {
                $0.value >= 32 && $0.value != 127 || $0 == "\t"
            }
            return "  \(sign)\(String(String.UnicodeScalarView(text)))\n"
        }
    }

    static func text(from old: [[UInt8]], to new: [[UInt8]]) -> String {
        let lines = lines(from: old, to: new)
        var shown: Set<Int> = []
        for index in lines.indices where lines[index].isChange {
            shown.formUnion(max(0, index - context)...min(lines.count - 1, index + context))
        }
        var text = ""
        var last: Int?
        for index in lines.indices where shown.contains(index) {
            if let last, index > last + 1 { text += "  …\n" }
            text += lines[index].text
            last = index
        }
        return text
    }

    private static func lines(from old: [[UInt8]], to new: [[UInt8]]) -> [Line] {
        let difference = new.difference(from: old)
        var (removed, added): (Set<Int>, Set<Int>) = ([], [])
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var lines: [Line] = []
        var (before, after) = (0, 0)
        while before < old.count || after < new.count {
            if before < old.count, removed.contains(before) {
                lines.append(.removed(old[before]))
                before += 1
            } else if after < new.count, added.contains(after) {
                lines.append(.added(new[after]))
                after += 1
            } else {
                lines.append(.same(old[before]))
                before += 1
                after += 1
            }
        }
        return lines
    }
}
