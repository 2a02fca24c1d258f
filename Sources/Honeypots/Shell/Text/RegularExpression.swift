/// A POSIX regular expression (POSIX.1-2017, XBD 9) on bytes, without back-references.
///
/// It runs all alternatives side by side (Thompson, "Regular expression search algorithm", 1968; Pike's variant keeps the
/// groups), so that the cost of a search is at most length of text times ``size``, whatever the expression.
struct RegularExpression: Sendable {
    enum Syntax: Sendable {
        /// `grep`, `sed`: groups and bounds behind backslashes.
        case basic
        /// `grep -E`, `sed -r`.
        case extended
        /// `grep -F`: nothing is special.
        case fixed
    }

    struct Fault: Error, Hashable, Sendable {
        var message: ByteString
    }

    struct Match: Hashable, Sendable {
        var range: Range<Int>
        /// Group 1 and so on; nil: it took no part.
        var groups: [Range<Int>?]
    }

    enum Instruction: Hashable, Sendable {
        case byte(UInt8)
        case any
        case set(ByteSet)
        case start
        case end
        case wordBoundary(negated: Bool)
        case save(Int)
        case jump(Int)
        /// Both ways, the first preferred.
        case split(Int, Int)
        case match
    }

    /// Instructions one expression may need.
    static let mostInstructions = 3000

    private let program: [Instruction]
    let groupCount: Int

    /// How much work each byte of text can cost.
    var size: Int { program.count }

    init(_ pattern: some Collection<UInt8>, syntax: Syntax, ignoresCase: Bool = false) throws(Fault) {
        var compiler = RegularExpressionCompiler(Array(pattern), syntax: syntax, ignoresCase: ignoresCase)
        program = try compiler.compile()
        groupCount = compiler.groupCount
    }

    /// One of the threads that run side by side: where it is, and what its groups have met so far.
    private struct Thread {
        var instruction: Int
        var saved: [Int]
    }

    /// The leftmost match that begins at `start` or later, and of those the longest.
    func firstMatch(in text: [UInt8], from start: Int) -> Match? {
        var current: [Thread] = []
        var next: [Thread] = []
        var seen = [Int](repeating: -1, count: program.count)
        var best: [Int]?
        var position = start
        let slots = 2 + groupCount * 2
        while position <= text.count {
            if best == nil {
                add(
                    Thread(instruction: 0, saved: [Int](repeating: -1, count: slots)), at: position, in: text,
                    to: &current, &seen)
            }
            if current.isEmpty, best != nil { break }
            next.removeAll(keepingCapacity: true)
            // `seen` holds positions, so that it need not be cleared for each.
            for thread in current {
                switch program[thread.instruction] {
                case .match:
                    // Threads that began further left, then longer ones, win.
                    let isBetter =
                        best.map { best in
                            thread.saved[0] < best[0] || thread.saved[0] == best[0] && thread.saved[1] > best[1]
                        } ?? true
                    if isBetter { best = thread.saved }
                case .byte(let byte):
                    if position < text.count, text[position] == byte { advance(thread, position, text, &next, &seen) }
                case .any:
                    if position < text.count { advance(thread, position, text, &next, &seen) }
                case .set(let set):
                    if position < text.count, set.contains(text[position]) {
                        advance(thread, position, text, &next, &seen)
                    }
                case .start, .end, .wordBoundary, .save, .jump, .split: continue
                }
            }
            if let best { next.removeAll { $0.saved[0] > best[0] } }
            swap(&current, &next)
            position += 1
            if best != nil, current.isEmpty { break }
        }
        guard let best else { return nil }
        let groups = (0..<groupCount).map { group -> Range<Int>? in
            let (from, to) = (best[2 + group * 2], best[3 + group * 2])
            return from >= 0 && to >= from ? from..<to : nil
        }
        return Match(range: best[0]..<best[1], groups: groups)
    }

    private func advance(
        _ thread: Thread, _ position: Int, _ text: [UInt8], _ next: inout [Thread], _ seen: inout [Int]
    ) {
        add(
            Thread(instruction: thread.instruction + 1, saved: thread.saved), at: position + 1, in: text, to: &next,
            &seen)
    }

    /// Follows a thread through everything that takes no byte.
    private func add(
        _ thread: Thread, at position: Int, in text: [UInt8], to list: inout [Thread], _ seen: inout [Int]
    ) {
        var pending = [thread]
        while var thread = pending.popLast() {
            guard seen[thread.instruction] != position else { continue }
            seen[thread.instruction] = position
            switch program[thread.instruction] {
            case .jump(let target):
                thread.instruction = target
                pending.append(thread)
            case .split(let first, let second):
                pending.append(Thread(instruction: second, saved: thread.saved))
                thread.instruction = first
                pending.append(thread)
            case .save(let slot):
                thread.saved[slot] = position
                thread.instruction += 1
                pending.append(thread)
            case .start:
                guard position == 0 else { continue }
                thread.instruction += 1
                pending.append(thread)
            case .end:
                guard position == text.count else { continue }
                thread.instruction += 1
                pending.append(thread)
            case .wordBoundary(let negated):
                let before = position > 0 && text[position - 1].isName
                let after = position < text.count && text[position].isName
                guard (before != after) != negated else { continue }
                thread.instruction += 1
                pending.append(thread)
            case .byte, .any, .set, .match: list.append(thread)
            }
        }
    }
}

/// A set of bytes.
struct ByteSet: Hashable, Sendable {
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    init() {}

    func contains(_ byte: UInt8) -> Bool {
        let bit: UInt64 = 1 << UInt64(byte & 63)
        switch byte >> 6 {
        case 0: return words.0 & bit != 0
        case 1: return words.1 & bit != 0
        case 2: return words.2 & bit != 0
        default: return words.3 & bit != 0
        }
    }

    mutating func insert(_ byte: UInt8) {
        let bit: UInt64 = 1 << UInt64(byte & 63)
        switch byte >> 6 {
        case 0: words.0 |= bit
        case 1: words.1 |= bit
        case 2: words.2 |= bit
        default: words.3 |= bit
        }
    }

    mutating func insert(_ range: ClosedRange<UInt8>) { for byte in range { insert(byte) } }

    mutating func invert() { words = (~words.0, ~words.1, ~words.2, ~words.3) }

    static func == (a: Self, b: Self) -> Bool { a.words == b.words }

    func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}
