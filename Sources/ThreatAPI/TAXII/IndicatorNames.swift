import Crypto
import IPNetworks

/// The identifiers of STIX objects: UUIDs of version 4 that are the same for ever and for every process of a store, and
/// that cost no memory.
///
/// An identifier is the beginning of the HMAC-SHA256 of what it stands for, under a key that was drawn at random once.
/// Without the key it cannot be told from one that was drawn at random itself, which is all that version 4 promises.
struct IndicatorNames: Sendable {
    /// Has taken in the key and nothing else.
    private let keyed: HMAC<SHA256>
    let identity: STIXIdentifier
    /// `,"created_by_ref":"identity--…","created":`, which every indicator says.
    let createdBy: [UInt8]

    /// - Parameter key: the store's.
    init(key: [UInt8]) {
        keyed = HMAC<SHA256>(key: SymmetricKey(data: key))
        var hash = keyed
        hash.update(data: Array("identity".utf8))
        identity = STIXIdentifier(.identity, random: Self.bits(hash))
        var json = JSONWriter()
        json.literal(",\"created_by_ref\":")
        json.identifier(identity)
        json.literal(",\"created\":")
        createdBy = json.bytes
    }

    func indicator(_ address: IPAddress) -> STIXIdentifier {
        var hash = keyed
        withUnsafeBytes(of: (address.high.bigEndian, address.low.bigEndian)) { hash.update(data: $0) }
        return STIXIdentifier(.indicator, random: Self.bits(hash))
    }

    private static func bits(_ hash: HMAC<SHA256>) -> UInt128 {
        hash.finalize().withUnsafeBytes { bytes in
            var bits: UInt128 = 0
            for byte in bytes.prefix(16) { bits = bits << 8 | UInt128(byte) }
            return bits
        }
    }
}
