/// A script of `sed` on its way through the lines.
struct SedRun {
    let program: SedProgram
    let isQuiet: Bool
    private(set) var output: [UInt8] = []
    private var pattern: [UInt8] = []
    private var held: [UInt8] = []
    private var appended: [UInt8] = []
    private var number = 0
    private var lines: [ArraySlice<UInt8>] = []
    /// Ranges that are open, by the index of their command.
    private var open: Set<Int> = []
    /// A substitution was made since the last line was read, or the last `t` was taken.
    private var hasSubstituted = false
    /// `D` left text behind, with which the next cycle begins.
    private var keepsPattern = false
    private var isDeleted = false
    private var hasQuit = false
    /// What `q` ends it with.
    private(set) var status: UInt8 = 0
    /// What was written last is a line of the input, whose end is what it was there.
    private(set) var endsWithLine = false
    /// Where ranges of a number of lines end, by the index of their command.
    private var ends: [Int: Int] = [:]

    /// Bytes one run may write: what does not fit is cut, as a full pipe cuts it.
    private static let mostOutput = StreamTable.pipeBytes

    init(program: SedProgram, isQuiet: Bool) {
        self.program = program
        self.isQuiet = isQuiet
    }

    /// False: the budget ran out.
    mutating func take(_ lines: [ArraySlice<UInt8>], charging charge: (Int) -> Bool) -> Bool {
        self.lines = lines
        while number < lines.count || keepsPattern, !hasQuit, output.count < Self.mostOutput {
            if !keepsPattern {
                pattern = Array(lines[number])
                number += 1
            }
            keepsPattern = false
            isDeleted = false
            hasSubstituted = false
            guard run(charge) else { return false }
            endCycle()
        }
        return true
    }

    private mutating func endCycle() {
        if !isQuiet, !isDeleted {
            output += pattern + [0x0a]
            endsWithLine = true
        }
        if !appended.isEmpty { endsWithLine = false }
        output += appended
        appended = []
    }

    /// One cycle.
    private mutating func run(_ charge: (Int) -> Bool) -> Bool {
        var index = 0
        while index < program.commands.count {
            guard charge(8 + pattern.count) else { return false }
            let command = program.commands[index]
            let isSelected = selects(command, at: index) != command.isNegated
            index += 1
            if case .group(let end) = command.action {
                if !isSelected { index = end }
                continue
            }
            guard isSelected else { continue }
            if case .branch(let label, let onlyAfterSubstitution) = command.action {
                if !onlyAfterSubstitution || hasSubstituted {
                    hasSubstituted = hasSubstituted && !onlyAfterSubstitution
                    index = label.isEmpty ? program.commands.count : program.labels[label] ?? program.commands.count
                }
                continue
            }
            guard perform(command, at: index - 1, charge) else { return false }
            if isDeleted || hasQuit { return true }
        }
        return true
    }

    private mutating func perform(_ command: SedProgram.Command, at index: Int, _ charge: (Int) -> Bool) -> Bool {
        switch command.action {
        case .substitute(let expression, let pieces, let all, let nth, let prints):
            guard charge(pattern.count * (1 + expression.size / 8)) else { return false }
            if substitute(expression, pieces, all: all, nth: nth) {
                hasSubstituted = true
                if prints { output += pattern + [0x0a] }
            }
            if pattern.count > Shell.mostWordBytes { return false }
        case .delete: isDeleted = true
        case .print:
            output += pattern + [0x0a]
            endsWithLine = true
        case .printFirst: output += pattern.prefix { $0 != 0x0a } + [0x0a]
        case .deleteFirst:
            isDeleted = true
            if let end = pattern.firstIndex(of: 0x0a) {
                pattern.removeSubrange(...end)
                keepsPattern = true
            }
        case .printNumber:
            output += "\(number)\n".utf8
            endsWithLine = false
        case .printPlainly:
            output += SedRun.plain(pattern)
            endsWithLine = false
        case .clear: pattern = []
        case .quit(let code, let prints):
            hasQuit = true
            status = code
            if !prints { isDeleted = true }
        case .next:
            endCycle()
            isDeleted = !takeLine { $1 }
        case .appendNext:
            guard pattern.count < Shell.mostWordBytes else { return false }
            // Without another line it ends, with the pattern shown.
            if !takeLine({ $0 + [0x0a] + $1 }) { hasQuit = true }
        case .append(let text): appended += text
        case .insert(let text):
            output += text
            endsWithLine = false
        case .change(let text):
            isDeleted = true
            if command.last == nil || !open.contains(index) { output += text }
        case .translate(let map): pattern = pattern.map { map[Int($0)] }
        case .hold(let replaces, let fromPattern):
            guard held.count + pattern.count < Shell.mostWordBytes else { return false }
            if fromPattern {
                held = replaces ? pattern : held + [0x0a] + pattern
            } else {
                pattern = replaces ? held : pattern + [0x0a] + held
            }
        case .exchange: swap(&pattern, &held)
        case .group, .branch: break
        }
        return true
    }

    /// Combines the pattern with the next line; false when there is none, and then the run is over.
    private mutating func takeLine(_ combine: ([UInt8], [UInt8]) -> [UInt8]) -> Bool {
        guard number < lines.count else {
            hasQuit = true
            return false
        }
        pattern = combine(pattern, Array(lines[number]))
        number += 1
        return true
    }

    private mutating func selects(_ command: SedProgram.Command, at index: Int) -> Bool {
        guard let first = command.first else { return true }
        guard let last = command.last else { return meets(first) }
        if open.contains(index) {
            if let end = ends[index] {
                if number >= end { open.remove(index) }
                return true
            }
            if case .line(let end) = last {
                if number >= end { open.remove(index) }
                return number <= end
            }
            if meets(last) { open.remove(index) }
            return true
        }
        guard meets(first) else { return false }
        if case .line(let end) = last, end <= number { return true }
        if case .behind(let count, let isMultiple) = last {
            let step = max(1, count)
            let end = isMultiple ? (number + step - 1) / step * step : number &+ count
            if end <= number { return true }
            ends[index] = end
        }
        open.insert(index)
        return true
    }

    private func meets(_ address: SedProgram.Address) -> Bool {
        switch address {
        case .line(let line): line == number
        case .step(let first, let step): step < 1 ? number == first : number >= first && (number - first) % step == 0
        case .behind: false
        case .last: number == lines.count
        case .expression(let expression): expression.firstMatch(in: pattern, from: 0) != nil
        }
    }

    private mutating func substitute(
        _ expression: RegularExpression, _ pieces: [SedProgram.Piece], all: Bool, nth: Int
    ) -> Bool {
        var result: [UInt8] = []
        var position = 0
        var count = 0
        var hasChanged = false
        var previousEnd = -1
        while position <= pattern.count, let match = expression.firstMatch(in: pattern, from: position) {
            result += pattern[position..<match.range.lowerBound]
            if match.range.isEmpty, match.range.lowerBound == previousEnd {
                // Nothing right behind a match is no match of its own.
                if previousEnd < pattern.count { result.append(pattern[previousEnd]) }
                position = previousEnd + 1
                continue
            }
            previousEnd = match.range.upperBound
            count += 1
            if count >= nth {
                hasChanged = true
                result += replacement(pieces, match)
            } else {
                result += pattern[match.range]
            }
            position = match.range.upperBound
            if match.range.isEmpty {
                if position < pattern.count { result.append(pattern[position]) }
                position += 1
            }
            if hasChanged, !all || result.count > Shell.mostWordBytes { break }
        }
        if position < pattern.count { result += pattern[position...] }
        if hasChanged { pattern = result }
        return hasChanged
    }

    private func replacement(_ pieces: [SedProgram.Piece], _ match: RegularExpression.Match) -> [UInt8] {
        var result: [UInt8] = []
        var (all, next): (UInt8, UInt8) = (0, 0)
        func put(_ text: some Collection<UInt8>) {
            for byte in text {
                let mode = next != 0 ? next : all
                next = 0
                switch mode {
                case UInt8(ascii: "U"), UInt8(ascii: "u"): result.append(byte.uppercased)
                case UInt8(ascii: "L"), UInt8(ascii: "l"):
                    result.append((0x41...0x5a).contains(byte) ? byte | 0x20 : byte)
                default: result.append(byte)
                }
            }
        }
        for piece in pieces {
            switch piece {
            case .text(let text): put(text)
            case .group(0): put(pattern[match.range])
            case .group(let number):
                if match.groups.indices.contains(number - 1), let range = match.groups[number - 1] {
                    put(pattern[range])
                }
            case .letterCase(let letter):
                switch letter {
                case UInt8(ascii: "E"): (all, next) = (0, 0)
                case UInt8(ascii: "u"), UInt8(ascii: "l"): next = letter
                default: (all, next) = (letter, 0)
                }
            }
        }
        return result
    }

    /// As `l` shows a line: at most 69 columns, and `$` at its end.
    private static func plain(_ line: [UInt8]) -> [UInt8] {
        let escapes: [UInt8: String] = [
            7: "\\a", 8: "\\b", 9: "\\t", 10: "\\n", 11: "\\v", 12: "\\f", 13: "\\r", 0x5c: "\\\\",
        ]
        var output: [UInt8] = []
        var column = 0
        for byte in line {
            var piece = escapes[byte].map { Array($0.utf8) } ?? [byte]
            if escapes[byte] == nil, !(0x20...0x7e).contains(byte) {
                let digits = String(byte, radix: 8)
                piece = Array(("\\" + String(repeating: "0", count: 3 - digits.utf8.count) + digits).utf8)
            }
            if column + piece.count > 69 {
                output += [0x5c, 0x0a]
                column = 0
            }
            output += piece
            column += piece.count
        }
        return output + [UInt8(ascii: "$"), 0x0a]
    }
}
