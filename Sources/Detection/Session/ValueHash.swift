import ThreatModel

/// A field's value in 64 bits, the same in every process: enough to tell values apart when they are counted.
///
/// FNV-1a (Fowler, Noll and Vo). A visitor who finds collisions only makes himself look less varied.
struct ValueHash {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    init(of bytes: some Sequence<UInt8>) { add(bytes) }

    /// `nil` when the event has no such field.
    init?(field: String, of event: SessionEvent) {
        let parts = field == EventVocabulary.credentials ? ["username", "password"] : [field]
        for name in parts {
            // What is no UTF-8 comes as base64: as good a value as any.
            guard let text = event.fields[name] ?? event.fields[name + "_b64"] else { return nil }
            add(text.utf8)
            // Ends the part, so that "ab" and "c" are not "a" and "bc".
            add(CollectionOfOne(0xff))
        }
    }

    private mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x0100_0000_01b3 }
    }
}
