import IPNetworks
import ThreatModel

/// A list whose JSON is written as it is sent: what is kept is 24 bytes an address, not its text.
struct JSONList: Sendable {
    /// Addresses between two places at which the digest is remembered.
    private static let blockCount = 2048

    let list: AddressList
    private let digest: PrefixDigest

    init(_ list: AddressList) {
        var digest = PrefixDigest()
        var start = 0
        while start < list.entries.count {
            let end = min(start + Self.blockCount, list.entries.count)
            Self.fingerprint(list, start..<end).withUnsafeBytes { digest.append(block: $0) }
            start = end
        }
        self.list = list
        self.digest = digest
    }

    var count: Int { list.entries.count }

    /// Bytes of memory.
    var byteCount: Int { count * MemoryLayout<ListedAddress>.stride }

    /// The tag of the first `count` entries: of all that their JSON is made from.
    func tag(ofPrefix count: Int) -> EntityTag {
        let blocks =
            count >= self.count ? (self.count + Self.blockCount - 1) / Self.blockCount : count / Self.blockCount
        let rest = min(blocks * Self.blockCount, self.count)..<min(count, self.count)
        return Self.fingerprint(list, rest).withUnsafeBytes { digest.tag(blocks: blocks, rest: $0) }
    }

    /// Everything about some entries that their JSON depends on.
    private static func fingerprint(_ list: AddressList, _ range: Range<Int>) -> [UInt64] {
        var words: [UInt64] = []
        words.reserveCapacity(range.count * 4)
        for entry in list.entries[range] {
            let address = list.address(of: entry)
            words.append(address.high)
            words.append(address.low)
            words.append(entry.rank)
            words.append(UInt64(entry.sessions) << 32 | UInt64(entry.protocols.rawValue))
        }
        return words
    }

    /// `{"meta":{…},"data":[`
    ///
    /// - Parameters:
    ///   - limit: the most addresses the answer may hold.
    ///   - count: how many it holds.
    func writeHead(limit: Int, count: Int, to json: inout JSONWriter) {
        json.literal("{\"meta\":{\"generatedAt\":")
        json.integer(list.changedAt.milliseconds)
        json.literal(",\"scoreMinimum\":")
        json.integer(list.filter.scoreMinimum)
        json.literal(",\"limit\":")
        json.integer(limit)
        json.literal(",\"count\":")
        json.integer(count)
        json.literal(",\"cursor\":\"")
        json.plain(list.cursor.description)
        json.literal("\"},\"data\":[")
    }

    /// Some entries of `data`, with the commas between them and before all but the first of all.
    func write(_ range: Range<Int>, to json: inout JSONWriter) {
        for index in range {
            let entry = list.entries[index]
            if index > 0 { json.literal(",") }
            json.literal("{\"ip\":")
            json.address(list.address(of: entry))
            json.literal(",\"confidenceLevel\":")
            json.integer(entry.confidence)
            json.literal(",\"lastSeen\":")
            json.integer(entry.lastSeen)
            json.literal(",\"sessions\":")
            json.integer(entry.sessions)
            json.literal(",\"protocols\":")
            json.array(entry.protocols.members) { $0.word($1) }
            json.literal(",\"countryCode\":null,\"asn\":null,\"asnOrg\":null}")
        }
    }

    /// `]}` and a line end.
    func writeTail(to json: inout JSONWriter) { json.literal("]}\n") }
}
