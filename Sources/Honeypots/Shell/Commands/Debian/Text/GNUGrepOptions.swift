/// Reads the options of GNU grep and writes them in the letters all greps share.
struct GNUGrepOptions {
    struct Fault: Error {
        /// Empty: there was no pattern at all.
        var message: ByteString
    }

    private(set) var words: [ByteString]
    /// `--include`.
    private(set) var included: [GlobPattern] = []

    private static let long: [ByteString: ByteString] = [
        "ignore-case": "-i", "invert-match": "-v", "count": "-c", "line-number": "-n", "recursive": "-r",
        "files-with-matches": "-l", "files-without-match": "-L", "only-matching": "-o", "quiet": "-q", "silent": "-q",
        "word-regexp": "-w", "line-regexp": "-x", "no-filename": "-h", "with-filename": "-H", "no-messages": "-s",
        "extended-regexp": "-E", "fixed-strings": "-F", "text": "-a", "perl-regexp": "-E",
        "dereference-recursive": "-R", "basic-regexp": "",
    ]
    private static let valued: [ByteString: ByteString] = [
        "regexp": "-e", "file": "-f", "max-count": "-m", "after-context": "-A", "before-context": "-B", "context": "-C",
    ]
    private static let ignored: Set<ByteString> = [
        "color", "colour", "binary-files", "exclude", "exclude-dir", "line-buffered", "null", "label", "devices",
        "directories", "initial-tab", "byte-offset", "null-data",
    ]

    init(_ given: [ByteString]) throws(Fault) {
        words = [given.first ?? "grep"]
        var rest = given.dropFirst()
        var isPerl = false
        while let word = rest.popFirst() {
            if word == "--" {
                words += ["--"] + rest
                break
            }
            guard word.hasPrefix("--") else {
                guard word.count > 1, word[0] == UInt8(ascii: "-") else {
                    words.append(isPerl ? word : word)
                    continue
                }
                if word[1].isDigit {
                    words += ["-C", ByteString(word.dropFirst())]
                    continue
                }
                var letters = ByteString("-")
                var flags = word.dropFirst()
                while let flag = flags.popFirst() {
                    if "efmABC".utf8.contains(flag) {
                        letters += ByteString([flag]) + ByteString(flags)
                        flags = []
                        continue
                    }
                    if flag == UInt8(ascii: "P") {
                        isPerl = true
                        letters += "E"
                        continue
                    }
                    if "GIUuyzZTbDd".utf8.contains(flag) { continue }
                    guard "HhnlLoqvsrRiwxFEac".utf8.contains(flag) else {
                        throw Fault(message: "invalid option -- '\(ByteString([flag]))'")
                    }
                    letters.append(flag)
                }
                if letters.count > 1 { words.append(letters) }
                if let last = letters.last, letters.count > 1, "efmABC".utf8.contains(last),
                    let argument = rest.popFirst()
                {
                    words.append(argument)
                }
                continue
            }
            let sign = word.firstIndex(of: UInt8(ascii: "="))
            let name = ByteString(word[2..<(sign ?? word.count)])
            let value = sign.map { ByteString(word[($0 + 1)...]) }
            if name == "include" {
                if let pattern = value ?? rest.popFirst() { included.append(GlobPattern(pattern)) }
            } else if let letter = Self.valued[name] {
                guard let argument = value ?? rest.popFirst() else {
                    throw Fault(message: "option '--\(name)' requires an argument")
                }
                words += [letter, argument]
            } else if let letter = Self.long[name] {
                if !letter.isEmpty { words.append(letter) }
                if name == "perl-regexp" { isPerl = true }
            } else if !Self.ignored.contains(name) {
                throw Fault(message: "unrecognized option '\(word.prefix { $0 != UInt8(ascii: "=") })'")
            }
        }
        // `\d` and its like are Perl's.
        if isPerl {
            words = words.map {
                $0.replacing("\\d", with: "[0-9]").replacing("\\K", with: "").replacing("(?i)", with: "")
            }
        }
        if words.count == 1 { throw Fault(message: "") }
    }
}
