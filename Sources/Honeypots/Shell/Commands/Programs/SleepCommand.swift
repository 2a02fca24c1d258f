struct SleepCommand: ShellCommand {
    static let names: [ByteString] = ["sleep", "usleep"]
    static let usage: ByteString = "sleep [N]..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard words.count > 1 else { return showUsage(in: &shell) }
        var total = 0.0
        for word in words.dropFirst() {
            guard let seconds = Self.seconds(word) else {
                return shell.scope.dialect.isDebian
                    ? shell.refuse("sleep", "invalid time interval '\(word)'")
                    : shell.fail(words[0], "invalid number '\(word)'")
            }
            total += seconds
        }
        if words[0] == "usleep" { total /= 1_000_000 }
        // A year is as good as for ever, and fits.
        return .waiting(.milliseconds(Int64(min(total, 31_536_000) * 1000)))
    }

    /// "5", "0.5", "2m".
    private static func seconds(_ word: ByteString) -> Double? {
        let units: [UInt8: Double] = [
            UInt8(ascii: "s"): 1, UInt8(ascii: "m"): 60, UInt8(ascii: "h"): 3600, UInt8(ascii: "d"): 86_400,
        ]
        let unit = word.last.flatMap { units[$0] }
        let digits = unit == nil ? word[...] : word.dropLast()
        guard !digits.isEmpty, digits.count < 18, digits.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ".") }) else {
            return nil
        }
        return Double(String(decoding: digits, as: UTF8.self)).map { $0 * (unit ?? 1) }
    }
}
