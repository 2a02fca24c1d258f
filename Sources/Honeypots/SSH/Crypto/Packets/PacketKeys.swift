/// The keys of one direction (RFC 4253 §7.2), each as long as its algorithm takes it.
struct PacketKeys: Hashable, Sendable {
    /// The initialisation vector.
    var vector: [UInt8]
    var encryption: [UInt8]
    var integrity: [UInt8]
}
