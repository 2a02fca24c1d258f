/// What a list on the network may cost.
package struct FetchLimits: Hashable, Sendable {
    /// Bytes of the list, unpacked: more than two million addresses.
    package var bytes: Int
    package var entries: Int
    /// From the first byte sent to the last received, redirects included, however slowly it comes.
    package var time: Duration
    /// Redirects that are followed.
    package var redirects: Int

    package init(
        bytes: Int = 64 << 20, entries: Int = 2_000_000, time: Duration = .seconds(300), redirects: Int = 5
    ) {
        self.bytes = bytes
        self.entries = entries
        self.time = time
        self.redirects = redirects
    }
}
