import APIClient
import IPNetworks

/// Reads the list out of the answer to a pull, while it arrives.
struct PulledList: BlacklistReader {
    private var reader: ListReader

    /// Larger answers are not lists of this API.
    private static let mostEntries = 4_000_000

    init(_ head: BlacklistHead) {
        // Without a known end, the last line may be half an address.
        var policy: ListPolicy = head.hasKnownEnd ? .completeDownload : .download
        // A server that names the place in its feed knows what it says: a new one has nothing to list yet. Whether a list
        // that was long may become empty is decided by its history.
        policy.acceptsEmpty = head.cursor != nil
        policy.rules.maximumEntries = Self.mostEntries
        policy.maximumBytes = APIClient.blacklistLimit
        reader = ListReader(policy: policy, expectedBytes: head.length ?? 0)
    }

    mutating func consume(_ piece: Span<UInt8>) throws { try reader.consume(piece) }

    consuming func finish() throws -> AcceptedList { try reader.finish() }
}
