/// Lines that were exchanged between two texts.
struct LineChange: Hashable, Sendable {
    var old: Range<Int>
    var new: Range<Int>

    /// The shortest list of changes that leads from one text to the other (longest common subsequence). The cost is the
    /// product of both lengths.
    static func all(from a: [ByteString], to b: [ByteString]) -> [Self] {
        var numbers: [ByteString: Int32] = [:]
        func number(_ line: ByteString) -> Int32 {
            if let known = numbers[line] { return known }
            numbers[line] = Int32(numbers.count)
            return Int32(numbers.count - 1)
        }
        let (x, y) = (a.map { number($0) }, b.map { number($0) })
        let width = y.count + 1
        // How many lines are common to what follows.
        var table = [Int32](repeating: 0, count: (x.count + 1) * width)
        for i in stride(from: x.count - 1, through: 0, by: -1) {
            for j in stride(from: y.count - 1, through: 0, by: -1) {
                table[i * width + j] =
                    x[i] == y[j]
                    ? table[(i + 1) * width + j + 1] + 1 : max(table[(i + 1) * width + j], table[i * width + j + 1])
            }
        }
        var changes: [Self] = []
        var (i, j) = (0, 0)
        while i < x.count || j < y.count {
            if i < x.count, j < y.count, x[i] == y[j] {
                (i, j) = (i + 1, j + 1)
                continue
            }
            let start = (i, j)
            while i < x.count || j < y.count {
                if i < x.count, j < y.count, x[i] == y[j] { break }
                if j >= y.count || i < x.count && table[(i + 1) * width + j] >= table[i * width + j + 1] {
                    i += 1
                } else {
                    j += 1
                }
            }
            changes.append(Self(old: start.0..<i, new: start.1..<j))
        }
        return changes
    }

    /// As plain `diff` writes it: "2,3c2", then the lines.
    func text(_ a: [ByteString], _ b: [ByteString]) -> ByteString {
        func shown(_ range: Range<Int>) -> ByteString {
            if range.isEmpty { return "\(range.lowerBound)" }
            return range.count == 1 ? "\(range.upperBound)" : "\(range.lowerBound + 1),\(range.upperBound)"
        }
        let letter: ByteString = old.isEmpty ? "a" : new.isEmpty ? "d" : "c"
        var text = shown(old) + letter + shown(new) + "\n"
        for line in a[old] { text += "< " + line }
        if letter == "c" { text += "---\n" }
        for line in b[new] { text += "> " + line }
        return text
    }

    /// Hunks with lines of context around them.
    static func unified(_ changes: [Self], _ a: [ByteString], _ b: [ByteString], context: Int) -> ByteString {
        var text = ByteString()
        var index = 0
        while index < changes.count {
            var last = index
            while last + 1 < changes.count,
                changes[last + 1].old.lowerBound - changes[last].old.upperBound <= context * 2
            { last += 1 }
            let start = max(0, changes[index].old.lowerBound - context)
            let end = min(a.count, changes[last].old.upperBound + context)
            let newStart = max(0, changes[index].new.lowerBound - (changes[index].old.lowerBound - start))
            let newEnd = min(b.count, changes[last].new.upperBound + (end - changes[last].old.upperBound))
            func shown(_ from: Int, _ to: Int) -> ByteString {
                let count = to - from
                return count == 1 ? "\(from + 1)" : "\(count == 0 ? from : from + 1),\(count)"
            }
            text += "@@ -\(shown(start, end)) +\(shown(newStart, newEnd)) @@\n"
            var position = start
            for change in changes[index...last] {
                for line in a[position..<change.old.lowerBound] { text += " " + line }
                for line in a[change.old] { text += "-" + line }
                for line in b[change.new] { text += "+" + line }
                position = change.old.upperBound
            }
            for line in a[position..<end] { text += " " + line }
            index = last + 1
        }
        return text
    }
}
