/// The lookups of Log4j and its kind, `${…}`, as far as they only spell something differently.
extension RequestNormaliser {
    /// Replaces the `${…` that begins there by what it stands for; leaves it, closed, when that is not known.
    mutating func closeLookup(from start: Int) {
        let content = output[(start + 2)...]
        if content.starts(with: Self.fieldSeparator) {
            output.removeLast(output.count - start)
            putSpace()
        } else if content.elementsEqual(Self.dotlessI) {
            output.replaceSubrange(start..., with: CollectionOfOne(UInt8(ascii: "I")))
        } else if let value = Self.value(of: content) {
            output.removeLast(output.count - value.upperBound)
            output.removeSubrange(start..<value.lowerBound)
        } else {
            output.append(UInt8(ascii: "}"))
        }
    }

    /// The letter whose capital is `I`, to be made by a lookup because no filter looks for it: `jnd${upper:ı}`.
    private static let dotlessI = Array("upper:\u{131}".utf8)

    /// Where the value stands in a lookup such as `lower:j`, `date:'j'` or `env:NAME:-d`.
    private static func value(of lookup: ArraySlice<UInt8>) -> Range<Int>? {
        func begins(_ word: String) -> Bool { lookup.prefix(6).lazy.map(ASCII.lowercased).starts(with: word.utf8) }
        if begins("lower:") || begins("upper:") { return lookup.startIndex + 6..<lookup.endIndex }
        if begins("date:'"), lookup.count >= 8, lookup.last == UInt8(ascii: "'") {
            return lookup.startIndex + 6..<lookup.endIndex - 1
        }
        var place = lookup.endIndex - 1
        while place > lookup.startIndex {
            if lookup[place] == UInt8(ascii: "-"), lookup[place - 1] == UInt8(ascii: ":") {
                return place + 1..<lookup.endIndex
            }
            place -= 1
        }
        return nil
    }
}
