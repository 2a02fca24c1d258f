import IPNetworks

extension KnownNetworkList {
    /// Reads a list: first what it is, a `key: value` a line, then an empty line, then an address or network a line.
    /// `#` begins a comment.
    ///
    ///     kind: scanner
    ///     factor: 0.1
    ///     source: https://scanner.example/ranges
    ///     date: 2026-08-22
    ///
    ///     203.0.113.0/24
    ///
    /// Without `factor` the list only tags.
    ///
    /// - Parameter file: the file's name, which names the list, and which errors give.
    package init(text: String, file: String) throws(KnownNetworkError) {
        name = try Self.name(of: file)
        guard text.utf8.count <= KnownNetworkLimits.fileBytes else { throw .tooLarge(file: file) }
        let (head, body) = Self.parts(of: text)
        var values: [Key: String] = [:]
        var number = 0
        for line in head.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            number += 1
            guard !line.hasPrefix("#"), !line.isEmpty else { continue }
            func fail(_ reason: String) -> KnownNetworkError { .line(file: file, number: number, reason: reason) }
            guard let colon = line.firstIndex(of: ":"), let key = Key(rawValue: String(line[..<colon])) else {
                throw fail("before the first empty line, 'key: value' is expected; keys are \(Key.accepted)")
            }
            let value = Self.trimmed(line[line.index(after: colon)...])
            guard values[key] == nil else { throw fail("'\(key.rawValue)' stands here for the second time") }
            guard !value.isEmpty, value.count <= KnownNetworkLimits.valueLength, key.accepts(value) else {
                throw fail("'\(key.rawValue)' must be \(key.accepted)")
            }
            values[key] = value
        }
        func value(_ key: Key) throws(KnownNetworkError) -> String {
            guard let value = values[key] else {
                throw .missing(file: file, key: key.rawValue, accepted: key.accepted)
            }
            return value
        }
        let kindName = try value(.kind)
        guard let kind = KnownNetworkKind(rawValue: kindName) else {
            throw .missing(file: file, key: Key.kind.rawValue, accepted: Key.kind.accepted)
        }
        self.kind = kind
        source = try value(.source)
        date = try value(.date)
        factor = values[.factor].flatMap { Double($0) }
        addresses = try Self.addresses(in: body, behind: number, file: file)
    }

    private enum Key: String, CaseIterable {
        case kind
        case factor
        case source
        case date

        static var accepted: String { allCases.map(\.rawValue).joined(separator: ", ") }

        var accepted: String {
            switch self {
            case .kind: "one of \(KnownNetworkKind.accepted)"
            case .factor: "a number from 0 to 1, or be left out for a list that only tags"
            case .source: "where the networks were published, in at most \(KnownNetworkLimits.valueLength) characters"
            case .date: "a day such as 2026-08-22"
            }
        }

        func accepts(_ value: String) -> Bool {
            switch self {
            case .kind: KnownNetworkKind(rawValue: value) != nil
            case .factor: Double(value).map { (0...1).contains($0) } ?? false
            case .source: true
            case .date: value.wholeMatch(of: /[0-9]{4}-[01][0-9]-[0-3][0-9]/) != nil
            }
        }
    }

    private static func name(of file: String) throws(KnownNetworkError) -> String {
        let last = file.split(separator: "/").last.map(String.init) ?? ""
        guard last.hasSuffix(".txt") else { throw .badName(file: file) }
        let name = String(last.dropLast(4))
        guard !name.isEmpty, name.count <= KnownNetworkLimits.nameLength,
            name.allSatisfy({ $0 == "-" || $0.isASCII && ($0.isNumber || $0.isLowercase) })
        else { throw .badName(file: file) }
        return name
    }

    /// What stands before the first empty line, and what stands behind it.
    private static func parts(of text: String) -> (head: Substring, body: Substring) {
        var start = text.startIndex
        while start < text.endIndex {
            let end = text[start...].firstIndex { $0.isNewline } ?? text.endIndex
            if text[start..<end].allSatisfy(\.isWhitespace) { return (text[..<start], text[end...]) }
            guard end < text.endIndex else { break }
            start = text.index(after: end)
        }
        return (text[...], "")
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    private static func addresses(
        in body: Substring, behind headLines: Int, file: String
    ) throws(KnownNetworkError) -> IPAddressSet {
        var rules = ListRules()
        rules.maximumEntries = KnownNetworkLimits.networks
        rules.shortestPrefixV4 = KnownNetworkLimits.widestV4
        rules.shortestPrefixV6 = KnownNetworkLimits.widestV6
        var parser = ListParser(rules: rules)
        let bytes = Array(body.utf8)
        parser.consume(bytes.span)
        let (addresses, tally) = parser.finish()
        let problems = (tally.junkExamples + tally.refusedExamples).min { $0.line < $1.line }
        if let problems {
            throw .line(
                file: file, number: headLines + problems.line - 1, reason: "\(problems.excerpt): \(problems.reason)")
        }
        guard !addresses.isEmpty else { throw .empty(file: file) }
        return addresses
    }
}
