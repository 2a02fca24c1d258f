/// The prefix that a rule gives what it logs, as a number: what is compared for every packet is not text.
package struct PacketLogTag: Hashable, Sendable {
    private let hash: UInt64

    package init(_ prefix: String) { self.init(bytes: prefix.utf8) }

    /// FNV-1a of the bytes up to the first NUL.
    init(bytes: some Sequence<UInt8>) {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes {
            if byte == 0 { break }
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        self.hash = hash
    }
}
