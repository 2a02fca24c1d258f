import ThreatModel

/// What is fetched, how often, and what may be told of it: all that distinguishes one list on the network from another.
struct FetchOrder: Sendable {
    var url: FetchURL
    var format: ListFormat
    var interval: Duration
    /// A field of the request that must not reach anybody else: redirects are not followed with it.
    var secretField: (name: String, value: String)?
    /// What the publisher's plan allows a UTC day; `nil` for no such limit.
    var dailyCalls: Int?

    /// Stands for the list itself: another URL or format makes it another list.
    var fingerprint: UInt32 { CRC32C.of("\(url.text) \(format)".utf8.span) }
}
