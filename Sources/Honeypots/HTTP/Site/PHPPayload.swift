/// What a tried piece of PHP would have printed, where that is plain from its text: scanners have a hash or a sum printed
/// to learn whether their code runs. Nothing is run.
enum PHPPayload {
    /// Bytes of a payload looked at.
    private static let maximumBytes = 4096

    static func output(of code: [UInt8]) -> String {
        var rest = code.prefix(maximumBytes)
        var output = ""
        for opening in ["<?php", "<?="] where rest.starts(with: opening.utf8) {
            rest = rest.dropFirst(opening.utf8.count)
            if opening == "<?=" { return value(&rest) ?? "" }
        }
        // Statements that print; of others nothing is known.
        for statement in rest.split(separator: UInt8(ascii: ";")) {
            var text = statement.drop { $0.isSpace }
            guard let word = ["echo", "print", "die", "exit"].first(where: { text.starts(with: $0.utf8) }) else {
                continue
            }
            text = text.dropFirst(word.utf8.count)
            output += value(&text) ?? ""
        }
        return output
    }

    /// A sum or a concatenation of texts, numbers and digests.
    private static func value(_ text: inout ArraySlice<UInt8>, depth: Int = 0) -> String? {
        guard depth < 8, var sum = term(&text, depth) else { return nil }
        while true {
            text = text.drop { $0.isSpace }
            guard let sign = text.first, ".+-*".utf8.contains(sign) else { return sum }
            text.removeFirst()
            guard let next = term(&text, depth) else { return sum }
            if sign == UInt8(ascii: ".") {
                sum += next
                continue
            }
            guard let a = Int(sum), let b = Int(next) else { return sum }
            let (result, overflow) =
                switch sign {
                case UInt8(ascii: "+"): a.addingReportingOverflow(b)
                case UInt8(ascii: "-"): a.subtractingReportingOverflow(b)
                default: a.multipliedReportingOverflow(by: b)
                }
            guard !overflow else { return sum }
            sum = String(result)
        }
    }

    private static func term(_ text: inout ArraySlice<UInt8>, _ depth: Int) -> String? {
        text = text.drop { $0.isSpace }
        guard let first = text.first else { return nil }
        switch first {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            let content = text.dropFirst().prefix { $0 != first }
            text = text.dropFirst(content.count + 2)
            return String(decoding: content, as: UTF8.self)
        case UInt8(ascii: "("):
            text.removeFirst()
            let inner = value(&text, depth: depth + 1)
            text = text.drop { $0.isSpace }
            if text.first == UInt8(ascii: ")") { text.removeFirst() }
            return inner
        case 0x30...0x39:
            let digits = text.prefix { $0.isDigit }
            text = text.dropFirst(digits.count)
            return String(decoding: digits, as: UTF8.self)
        default:
            for (name, digest) in [("md5", Digest.md5), ("sha1", Digest.sha1)] where text.starts(with: name.utf8) {
                text = text.dropFirst(name.utf8.count)
                guard text.first == UInt8(ascii: "("), let argument = term(&text, depth + 1) else { return nil }
                return digest(Array(argument.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            }
            return nil
        }
    }
}
