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
    /// Ranges that are open, by their commands, with the line their number ends at.
    private var open: Set<Int> = []
    private var isDeleted = false
    private var hasQuit = false

    /// Bytes one run may write: what does not fit is cut, as a full pipe cuts it.
    private static let mostOutput = StreamTable.pipeBytes

    init(program: SedProgram, isQuiet: Bool) {
        self.program = program
        self.isQuiet = isQuiet
    }

    /// False: the budget ran out.
    mutating func take(_ lines: [ArraySlice<UInt8>], charging charge: (Int) -> Bool) -> Bool {
        self.lines = lines
        while number < lines.count, !hasQuit, output.count < Self.mostOutput {
            pattern = Array(lines[number])
            number += 1
            isDeleted = false
            guard run(program.commands, charge) else { return false }
            endCycle()
        }
        return true
    }

    private mutating func endCycle() {
        if !isQuiet, !isDeleted { output += pattern + [0x0a] }
        output += appended
        appended = []
    }

    private mutating func run(_ commands: [SedProgram.Command], _ charge: (Int) -> Bool) -> Bool {
        for command in commands {
            guard charge(8 + pattern.count) else { return false }
            guard selects(command, charge) != command.isNegated else { continue }
            switch command.action {
            case .substitute(let expression, let pieces, let all, let nth, let prints):
                guard charge(pattern.count * (1 + expression.size / 8)) else { return false }
                if substitute(expression, pieces, all: all, nth: nth), prints { output += pattern + [0x0a] }
                if pattern.count > Shell.mostWordBytes { return false }
            case .delete: isDeleted = true
            case .print: output += pattern + [0x0a]
            case .printNumber: output += "\(number)\n".utf8
            case .quit: hasQuit = true
            case .next:
                endCycle()
                guard number < lines.count else {
                    (isDeleted, hasQuit) = (true, true)
                    return true
                }
                pattern = Array(lines[number])
                number += 1
            case .append(let text): appended += text
            case .insert(let text): output += text
            case .change(let text):
                isDeleted = true
                if command.last == nil || !open.contains(command.range) { output += text }
            case .translate(let map): pattern = pattern.map { map[Int($0)] }
            case .hold(let replaces, let fromPattern):
                guard held.count + pattern.count < Shell.mostWordBytes else { return false }
                if fromPattern {
                    held = replaces ? pattern : held + [0x0a] + pattern
                } else {
                    pattern = replaces ? held : pattern + [0x0a] + held
                }
            case .exchange: swap(&pattern, &held)
            case .group(let inner):
                guard run(inner, charge) else { return false }
            }
            if isDeleted || hasQuit { return true }
        }
        return true
    }

    private mutating func selects(_ command: SedProgram.Command, _ charge: (Int) -> Bool) -> Bool {
        guard let first = command.first else { return true }
        guard let last = command.last else { return meets(first) }
        if open.contains(command.range) {
            if case .line(let end) = last {
                if number >= end { open.remove(command.range) }
                return number <= end
            }
            if meets(last) { open.remove(command.range) }
            return true
        }
        guard meets(first) else { return false }
        if case .line(let end) = last, end <= number { return true }
        open.insert(command.range)
        return true
    }

    private func meets(_ address: SedProgram.Address) -> Bool {
        switch address {
        case .line(let line): line == number
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
        while position <= pattern.count, let match = expression.firstMatch(in: pattern, from: position) {
            count += 1
            result += pattern[position..<match.range.lowerBound]
            if count >= nth {
                hasChanged = true
                for piece in pieces {
                    switch piece {
                    case .text(let text): result += text
                    case .group(0): result += pattern[match.range]
                    case .group(let number):
                        if match.groups.indices.contains(number - 1), let range = match.groups[number - 1] {
                            result += pattern[range]
                        }
                    }
                }
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
}
