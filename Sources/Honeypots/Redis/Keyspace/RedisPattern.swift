/// The patterns of KEYS, SCAN, CONFIG GET and PSUBSCRIBE (`stringmatchlen`): `*`, `?`, `[a-z]`, `[^a]`, `\x`.
///
/// Matching is linear in text times pattern at worst: only the last `*` is ever gone back to.
struct RedisPattern: Sendable {
    private let pattern: [UInt8]
    private let ignoresCase: Bool

    init(_ pattern: [UInt8], ignoringCase: Bool = false) {
        self.pattern = pattern
        ignoresCase = ignoringCase
    }

    /// Whether everything matches.
    var isAll: Bool { pattern == [UInt8(ascii: "*")] }

    func matches(_ text: [UInt8]) -> Bool {
        var position = 0
        var place = 0
        /// Behind the last star, and how far it has eaten.
        var star: (place: Int, position: Int)?
        while true {
            if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
                place += 1
                star = (place, position)
                continue
            }
            if position == text.count, place == pattern.count { return true }
            if position < text.count, place < pattern.count, let next = step(text[position], at: place) {
                position += 1
                place = next
                continue
            }
            guard let last = star, last.position < text.count else { return false }
            star = (last.place, last.position + 1)
            place = last.place
            position = last.position + 1
        }
    }

    /// Where the pattern goes on when its element at `place` takes this byte; nil when it does not.
    private func step(_ byte: UInt8, at place: Int) -> Int? {
        switch pattern[place] {
        case UInt8(ascii: "?"):
            return place + 1
        case UInt8(ascii: "["):
            return stepClass(byte, at: place + 1)
        case UInt8(ascii: "\\") where place + 1 < pattern.count:
            return folded(pattern[place + 1]) == folded(byte) ? place + 2 : nil
        case let literal:
            return folded(literal) == folded(byte) ? place + 1 : nil
        }
    }

    private func stepClass(_ byte: UInt8, at start: Int) -> Int? {
        var place = start
        let isNegated = place < pattern.count && pattern[place] == UInt8(ascii: "^")
        if isNegated { place += 1 }
        var isMember = false
        while place < pattern.count, pattern[place] != UInt8(ascii: "]") {
            if pattern[place] == UInt8(ascii: "\\"), place + 1 < pattern.count {
                place += 1
                isMember = isMember || folded(pattern[place]) == folded(byte)
            } else if place + 2 < pattern.count, pattern[place + 1] == UInt8(ascii: "-") {
                let ends = [folded(pattern[place]), folded(pattern[place + 2])].sorted()
                isMember = isMember || (ends[0]...ends[1]).contains(folded(byte))
                place += 2
            } else {
                isMember = isMember || folded(pattern[place]) == folded(byte)
            }
            place += 1
        }
        // A class that is never closed ends with the pattern.
        return isMember != isNegated ? min(place + 1, pattern.count) : nil
    }

    private func folded(_ byte: UInt8) -> UInt8 {
        ignoresCase && (0x41...0x5a).contains(byte) ? byte | 0x20 : byte
    }
}
