import ThreatModel

extension EventFields {
    /// Stores the first `limit` bytes, and marks the event as `truncated` when there are more. A character of UTF-8 that
    /// the limit cuts in two is left out, so that text stays text.
    mutating func set(_ name: String, bytes: some Collection<UInt8>, limit: Int) {
        guard bytes.count > limit else { return set(name, bytes: bytes) }
        self["truncated"] = "true"
        var kept = Array(bytes.prefix(limit))
        // The bytes of a character after its first are 10xxxxxx; it has three of them at most.
        let tail = kept.suffix(4).reversed().prefix { $0 & 0xc0 == 0x80 }.count
        if tail < 4, let start = kept.dropLast(tail).last, start >= 0xc0 {
            let length = start >= 0xf0 ? 4 : start >= 0xe0 ? 3 : 2
            if tail + 1 < length { kept.removeLast(tail + 1) }
        }
        set(name, bytes: kept)
    }
}
