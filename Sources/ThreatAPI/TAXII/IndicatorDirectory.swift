import IPNetworks

/// The way back from an identifier to its address, which the identifier itself does not tell.
///
/// For each address it holds a part of its identifier, and a look-up goes over all of them: a third of a millisecond for a
/// million, and only for requests that name an object by its id. Made again, it computes the identifiers of new
/// addresses only.
struct IndicatorDirectory: Sendable {
    private struct Family<Key: FixedWidthInteger & Sendable>: Sendable {
        /// Ascending.
        var keys: [Key] = []
        /// The last 32 bits of each identifier.
        var tags: [UInt32] = []
        /// While a successor is made: the first key that it has not come past.
        var next = 0

        mutating func append(_ key: Key, knownFrom previous: inout Family, tag: () -> UInt32) {
            while previous.next < previous.keys.count, previous.keys[previous.next] < key { previous.next += 1 }
            let isKnown = previous.next < previous.keys.count && previous.keys[previous.next] == key
            keys.append(key)
            tags.append(isKnown ? previous.tags[previous.next] : tag())
        }

        func keys(tagged tag: UInt32) -> [Key] { tags.indices.filter { tags[$0] == tag }.map { keys[$0] } }
    }

    private var v4 = Family<UInt32>()
    private var v6 = Family<UInt128>()
    private let names: IndicatorNames

    init(of snapshot: Snapshot, names: IndicatorNames, previous: IndicatorDirectory? = nil) {
        self.names = names
        var (old4, old6) = (previous?.v4 ?? Family(), previous?.v6 ?? Family())
        snapshot.forEach { address, _ in
            if let key = address.v4 {
                v4.append(key, knownFrom: &old4) { Self.tag(names.indicator(address)) }
            } else {
                v6.append(address.mapped, knownFrom: &old6) { Self.tag(names.indicator(address)) }
            }
        }
    }

    func address(of identifier: STIXIdentifier) -> IPAddress? {
        guard identifier.kind == .indicator else { return nil }
        let tag = Self.tag(identifier)
        let candidates =
            v4.keys(tagged: tag).map { IPAddress(v4: $0) } + v6.keys(tagged: tag).map { IPAddress(v6: $0) }
        return candidates.first { names.indicator($0) == identifier }
    }

    private static func tag(_ identifier: STIXIdentifier) -> UInt32 { UInt32(truncatingIfNeeded: identifier.bits) }
}
