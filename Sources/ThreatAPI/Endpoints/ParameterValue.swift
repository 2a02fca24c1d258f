import ThreatModel

/// Values of query parameters.
enum ParameterValue {
    static func flag(_ name: String, _ value: String) throws(RequestError) -> Bool {
        switch value {
        case "true", "1": true
        case "false", "0": false
        default: throw .badRequest("'\(name)' must be true or false")
        }
    }

    static func number(_ name: String, _ value: String, in range: ClosedRange<Int>) throws(RequestError) -> Int {
        guard let number = ASCIIText.number(value.utf8) ?? unboundedNumber(value), range.contains(number) else {
            let most = range.upperBound == .max ? "on" : "to \(range.upperBound)"
            throw .badRequest("'\(name)' must be a whole number from \(range.lowerBound) \(most)")
        }
        return number
    }

    /// A number of more digits than is counted to: as much as there is.
    private static func unboundedNumber(_ value: String) -> Int? {
        let isNumber = value.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return isNumber && value.utf8.count > 18 ? .max : nil
    }

    /// The words between commas. An empty list is refused: whoever built the query meant something else than no filter.
    static func list(_ name: String, _ value: String) throws(RequestError) -> [Substring] {
        let words = value.split(
            separator: ",", maxSplits: BlacklistParameters.mostInList, omittingEmptySubsequences: false)
        guard words.count <= BlacklistParameters.mostInList else {
            throw .badRequest("'\(name)' takes at most \(BlacklistParameters.mostInList) values")
        }
        guard !words.contains(where: \.isEmpty) else {
            throw .badRequest("'\(name)' must list values with commas between them, and none of them empty")
        }
        return words
    }

    /// The longest age that can be asked for: ten years.
    static let maximumAge = 3650 * 86_400

    /// Seconds, or a number with its unit: `45m`, `12h`, `30d`.
    static func age(_ name: String, _ value: String) throws(RequestError) -> Int {
        let digits = value.utf8.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let unit: Int? =
            switch value.dropFirst(digits.count).lowercased() {
            case "", "s": 1
            case "m": 60
            case "h": 3600
            case "d": 86_400
            default: nil
            }
        guard let unit, let number = ASCIIText.number(digits), number > 0, number <= maximumAge / unit else {
            throw .badRequest("'\(name)' must be a number of seconds, or one with its unit, such as 45m, 12h or 30d")
        }
        return number * unit
    }

    /// A comma list of protocols.
    static func protocols(_ name: String, _ value: String) throws(RequestError) -> AttackProtocolSet {
        var set = AttackProtocolSet()
        for word in try list(name, value) {
            guard let member = AttackProtocol(name: word.lowercased()) else {
                throw .badRequest(
                    "'\(name)' does not know '\(word.prefix(32))'; accepted: \(AttackProtocol.acceptedNames)")
            }
            set.formUnion(AttackProtocolSet(member))
        }
        return set
    }
}

extension RequestError {
    /// A parameter of the wire API that this server does not have yet: ignoring a filter would answer another question
    /// than the one that was asked.
    static func notOffered(_ name: String) -> Self {
        .badRequest("'\(name)' is not supported by this server version")
    }
}
