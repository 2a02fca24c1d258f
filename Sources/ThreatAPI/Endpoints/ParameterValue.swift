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
        guard let number = ASCIIText.number(value.utf8), range.contains(number) else {
            let most = range.upperBound == .max ? "on" : "to \(range.upperBound)"
            throw .badRequest("'\(name)' must be a whole number from \(range.lowerBound) \(most)")
        }
        return number
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
}

extension RequestError {
    /// A parameter of the wire API that this server does not have yet: ignoring a filter would answer another question
    /// than the one that was asked.
    static func notOffered(_ name: String) -> Self {
        .badRequest("'\(name)' is not supported by this server version")
    }
}
