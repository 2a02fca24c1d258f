/// The values a key exchange's hash is made of, in their order (RFC 4253 §8, RFC 5656 §4, RFC 4419 §3).
struct ExchangeHash: Sendable {
    private var writer = BlobWriter()

    /// - Parameters:
    ///   - clientVersion: the client's version line without its end.
    ///   - clientInit: the payload of the client's KEXINIT, message number included.
    ///   - hostKey: the server's public key as a blob.
    init(
        clientVersion: [UInt8], serverVersion: [UInt8], clientInit: [UInt8], serverInit: [UInt8], hostKey: [UInt8]
    ) {
        for part in [clientVersion, serverVersion, clientInit, serverInit, hostKey] { writer.append(string: part) }
    }

    /// The sizes a client asked for and the group it got; before the public values, in group exchange only. The sizes are
    /// one (old request) or three.
    mutating func add(sizes: [UInt32], prime: [UInt8], generator: [UInt8]) {
        for size in sizes { writer.append(size) }
        writer.append(number: prime)
        writer.append(number: generator)
    }

    /// The hash, with both public values and the shared secret behind all else.
    func finish(_ method: KeyExchangeMethod, clientPublic: [UInt8], _ agreement: KeyAgreement) -> [UInt8] {
        var writer = writer
        if method.isFiniteField {
            writer.append(number: clientPublic)
        } else {
            writer.append(string: clientPublic)
        }
        writer.append(string: agreement.serverPublic)
        writer.append(string: agreement.sharedSecret)
        return method.digest.hash(writer.bytes)
    }
}
