/// Why a key exchange or a packet is refused; what the visitor is told about it is the transport's business.
enum SSHCryptoError: Error, Hashable, Sendable {
    /// A public key that is no point of the curve or no member of the group, or that gives nothing secret.
    case publicValue
    /// The algorithm cannot do what was asked of it, or its keys are too short.
    case unsupported
    /// A key or signature blob that does not hold what its name promises.
    case malformedBlob
    /// A packet length below the least or above the greatest allowed.
    case packetLength(UInt32)
    /// A packet that does not fill the cipher's blocks.
    case alignment(Int)
    /// The authentication code does not match.
    case authentication
    /// A padding length that is too short or longer than the packet.
    case padding(UInt8)
    /// Compressed data that is not, or that grows beyond what a packet may hold.
    case compression
    /// The connection has used up the computing time it may cost.
    case budget
}
