/// Lengths of time as people write them: `90s`, `30m`, `24h`, `7d`.
package enum DurationText {
    private static let units: [(suffix: Character, seconds: Int64)] = [("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)]
    /// A number of more digits is no length of time that anybody waits.
    private static let mostDigits = 9

    /// A whole number and a unit; `nil` for anything else.
    package static func duration(_ text: String) -> Duration? {
        guard let suffix = text.last, let unit = units.first(where: { $0.suffix == suffix }) else { return nil }
        let digits = text.dropLast()
        guard (1...mostDigits).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = Int64(digits)
        else { return nil }
        return .seconds(number * unit.seconds)
    }

    /// In the largest unit that leaves no rest.
    package static func text(_ duration: Duration) -> String {
        let seconds = duration.components.seconds
        let unit = units.first { seconds != 0 && seconds % $0.seconds == 0 } ?? ("s", 1)
        return "\(seconds / unit.seconds)\(unit.suffix)"
    }
}
