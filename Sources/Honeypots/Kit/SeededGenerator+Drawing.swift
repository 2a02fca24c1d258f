/// Draws whose results depend on the seed alone, not on how the standard library happens to map bits to ranges.
extension SeededGenerator {
    /// A number from 0 up to, but not including, `bound`; 0 when there is none.
    package mutating func below(_ bound: Int) -> Int {
        guard bound > 0 else { return 0 }
        return Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    package mutating func number(in range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.upperBound - range.lowerBound + 1)
    }

    /// One of the elements; the first when there is only one.
    package mutating func pick<Element>(_ first: Element, _ others: Element...) -> Element {
        let index = below(others.count + 1)
        return index == 0 ? first : others[index - 1]
    }

    /// One of the elements; nil when there is none.
    package mutating func pick<Elements: RandomAccessCollection>(from elements: Elements) -> Elements.Element? {
        guard !elements.isEmpty else { return nil }
        return elements[elements.index(elements.startIndex, offsetBy: below(elements.count))]
    }

    /// True in `percent` of a hundred cases.
    package mutating func chance(percent: Int) -> Bool { below(100) < percent }

    /// That many lower-case hexadecimal digits.
    package mutating func hexadecimal(digits count: Int) -> String {
        var text = ""
        text.reserveCapacity(count)
        while text.utf8.count < count {
            let word = String(next(), radix: 16)
            text += String(repeating: "0", count: 16 - word.utf8.count) + word
        }
        return String(text.prefix(count))
    }

    package mutating func bytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 7)
        while bytes.count < count {
            let word = next()
            for shift in stride(from: 0, to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
            }
        }
        bytes.removeLast(bytes.count - count)
        return bytes
    }
}
