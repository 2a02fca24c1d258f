/// The lookups of Log4j and its kind, `${…}`, as far as they only spell something differently.
extension RequestNormaliser {
    /// Replaces the `${…` that begins there by what it stands for; leaves it, closed, when that is not known.
    mutating func closeLookup(from start: Int) {
        let content = start + 2
        if begins("ifs", at: content) {
            output.removeLast(output.count - start)
            putSpace()
        } else if begins("upper:\u{131}", at: content), output.count == content + 8 {
            // The letter whose capital is `I`, because no filter looks for it.
            output.removeLast(output.count - start)
            output.append(UInt8(ascii: "I"))
        } else if begins("lower:", at: content) || begins("upper:", at: content) {
            keep(from: content + 6, to: output.count, at: start)
        } else if begins("date:'", at: content), output.count >= content + 8, output.last == UInt8(ascii: "'") {
            keep(from: content + 6, to: output.count - 1, at: start)
        } else if let value = fallback(from: content) {
            keep(from: value, to: output.count, at: start)
        } else {
            output.append(UInt8(ascii: "}"))
        }
    }

    /// Moves that part of the output to `start` and ends with it.
    private mutating func keep(from first: Int, to end: Int, at start: Int) {
        for offset in 0..<max(0, end - first) { output[start + offset] = output[first + offset] }
        output.removeLast(output.count - start - max(0, end - first))
    }

    /// Where the value begins that a lookup has when nothing is found: `env:NAME:-d`.
    private func fallback(from content: Int) -> Int? {
        var place = output.count - 1
        while place > content {
            if output[place] == UInt8(ascii: "-"), output[place - 1] == UInt8(ascii: ":") { return place + 1 }
            place -= 1
        }
        return nil
    }

    /// - Parameter word: in lower case.
    private func begins(_ word: StaticString, at place: Int) -> Bool {
        guard place + word.utf8CodeUnitCount <= output.count else { return false }
        for offset in 0..<word.utf8CodeUnitCount
        where ASCII.lowercased(output[place + offset]) != word.utf8Start[offset] {
            return false
        }
        return true
    }
}
