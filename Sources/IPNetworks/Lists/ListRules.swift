/// What a list may contain. The limits bound the memory and the time that a hostile list can cost.
package struct ListRules: Sendable {
    /// The longest line, in bytes, that is looked at; comments may be longer.
    package static let longestLine = 1024
    /// The examples of refused lines that are kept.
    package static let keptProblems = 20
    /// The bytes of a refused line that an example shows.
    package static let keptExcerpt = 64

    /// The most entries that are taken; one in IPv4 costs 8 bytes, one in IPv6 32.
    package var maximumEntries = 4_000_000
    /// The shortest IPv4 prefix that an entry may cover, written as a network or as a range.
    package var shortestPrefixV4 = 0
    /// The shortest IPv6 prefix that an entry may cover, written as a network or as a range.
    package var shortestPrefixV6 = 0

    /// No limits but that on entries.
    package init() {}

    /// Whether a range covers more than an entry may.
    package func isTooBroad(_ range: IPRange) -> Bool {
        switch range {
        case .v4: range.breadth < shortestPrefixV4
        case .v6: range.breadth < shortestPrefixV6
        }
    }
}
