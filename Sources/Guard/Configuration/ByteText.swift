/// Sizes as people write them: `512`, `16K`, `500M`, `2G`, in powers of 1024.
enum ByteText {
    private static let units: [(letter: Character, shift: Int)] = [("G", 30), ("M", 20), ("K", 10)]

    /// In the largest unit that leaves a whole number.
    static func text(_ bytes: Int) -> String {
        for (letter, shift) in units where bytes >= 1 << shift && bytes % (1 << shift) == 0 {
            return "\(bytes >> shift)\(letter)"
        }
        return "\(bytes)"
    }

    /// `nil` for what is no size, or more than there can be.
    static func bytes(_ text: String) -> Int? {
        let shift = text.last.flatMap { last in units.first { $0.letter == last }?.shift }
        let digits = shift == nil ? text[...] : text.dropLast()
        guard (1...12).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }),
            let number = Int(digits)
        else { return nil }
        let (bytes, overflow) = number.multipliedReportingOverflow(by: 1 << (shift ?? 0))
        return overflow ? nil : bytes
    }
}
