/// Hash functions that programs of a server know by name.
enum DigestAlgorithm: Hashable, Sendable {
    case md5
    case sha1
    case sha224
    case sha256
    case sha384
    case sha512
    /// With this many bytes.
    case blake2b(Int)

    /// By the name of a program or of an option of openssl: "sha256sum", "sha256".
    static func of(_ name: ByteString) -> Self? {
        switch name {
        case "md5sum", "md5": .md5
        case "sha1sum", "sha1", "sha", "ssl3-sha1": .sha1
        case "sha224sum", "sha224": .sha224
        case "sha256sum", "sha256": .sha256
        case "sha384sum", "sha384": .sha384
        case "sha512sum", "sha512": .sha512
        case "b2sum", "blake2b512": .blake2b(64)
        default: nil
        }
    }

    /// Bytes of a digest.
    var count: Int {
        switch self {
        case .md5: 16
        case .sha1: 20
        case .sha224: 28
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        case .blake2b(let count): count
        }
    }

    /// Bytes of a block, which HMAC needs (RFC 2104).
    var blockBytes: Int {
        switch self {
        case .md5, .sha1, .sha224, .sha256: 64
        case .sha384, .sha512, .blake2b: 128
        }
    }

    /// How lists of sums and openssl name it.
    var tag: ByteString {
        switch self {
        case .md5: "MD5"
        case .sha1: "SHA1"
        case .sha224: "SHA224"
        case .sha256: "SHA256"
        case .sha384: "SHA384"
        case .sha512: "SHA512"
        case .blake2b(let count): count == 64 ? "BLAKE2b" : "BLAKE2b-\(count * 8)"
        }
    }

    func digest(_ bytes: some Collection<UInt8>) -> [UInt8] {
        switch self {
        case .md5: Digest.md5(bytes)
        case .sha1: Digest.sha1(bytes)
        case .sha224: Digest.sha224(bytes)
        case .sha256: Digest.sha256(bytes)
        case .sha384: Digest.sha384(bytes)
        case .sha512: Digest.sha512(bytes)
        case .blake2b(let count): Digest.blake2b(bytes, count: count)
        }
    }

    /// RFC 2104.
    func hmac(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        var key = key.count > blockBytes ? digest(key) : key
        key += [UInt8](repeating: 0, count: blockBytes - key.count)
        return digest(key.map { $0 ^ 0x5c } + digest(key.map { $0 ^ 0x36 } + message))
    }
}
