/// What is known of a packet that has not arrived whole.
struct IncomingPacket: Hashable, Sendable {
    /// The value of the length field.
    var length: Int
    /// The bytes at its front that were decrypted to learn the length: at most one block.
    var head: [UInt8]
}
