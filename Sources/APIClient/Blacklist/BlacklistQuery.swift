/// Which addresses of the blacklist are wanted.
package struct BlacklistQuery: Hashable, Sendable {
    /// 1…100: the least confidence.
    package var scoreMinimum: Int
    package var addresses: Addresses

    package enum Addresses: String, Sendable {
        case v4 = "4"
        case v6 = "6"
        case both = "mixed"
    }

    package init(scoreMinimum: Int = 50, addresses: Addresses = .both) {
        self.scoreMinimum = scoreMinimum
        self.addresses = addresses
    }

    /// As the query of a request, without the `?`.
    var text: String { "scoreMinimum=\(scoreMinimum)&ipVersion=\(addresses.rawValue)" }
}
