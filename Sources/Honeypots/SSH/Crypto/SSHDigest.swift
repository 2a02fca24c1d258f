import Crypto

/// The hash functions of key exchange methods and signatures.
enum SSHDigest: Hashable, Sendable {
    case sha1, sha256, sha384, sha512

    /// The hash of the parts, one after the other.
    func hash(_ parts: [UInt8]...) -> [UInt8] {
        switch self {
        case .sha1: Self.hash(parts, with: Insecure.SHA1.self)
        case .sha256: Self.hash(parts, with: SHA256.self)
        case .sha384: Self.hash(parts, with: SHA384.self)
        case .sha512: Self.hash(parts, with: SHA512.self)
        }
    }

    private static func hash<Function: HashFunction>(_ parts: [[UInt8]], with _: Function.Type) -> [UInt8] {
        var function = Function()
        for part in parts { function.update(data: part) }
        return Array(function.finalize())
    }
}
