extension PacketProtection {
    /// A packet as it goes onto the wire.
    ///
    /// - Parameter payload: the message; the caller keeps it well below ``greatestLength``.
    mutating func seal(
        _ payload: some Collection<UInt8>, using generator: inout some RandomNumberGenerator
    ) throws(SSHCryptoError) -> [UInt8] {
        let padding = padding(payload: payload.count)
        var writer = BlobWriter()
        writer.append(UInt32(truncatingIfNeeded: 1 + payload.count + padding))
        let length = writer.bytes
        var body: [UInt8] = []
        body.reserveCapacity(1 + payload.count + padding)
        body.append(UInt8(truncatingIfNeeded: padding))
        body += payload
        body += cipher.isNone && !padsRandomly ? [UInt8](repeating: 0, count: padding) : generator.octets(padding)
        defer { countPacket() }
        return try encrypt(length, body)
    }

    private mutating func encrypt(_ length: [UInt8], _ body: [UInt8]) throws(SSHCryptoError) -> [UInt8] {
        switch cipher {
        case .none: return length + body
        case .stream(var stream):
            defer { cipher = .stream(stream) }
            if isLengthApart {
                let encrypted = try length + stream.encrypt(body)
                return try encrypted + mac.code(sequence, encrypted)
            }
            let packet = length + body
            return try stream.encrypt(packet) + mac.code(sequence, packet)
        case .galois(var stream):
            defer { cipher = .galois(stream) }
            return try length + stream.seal(body, length: length)
        case .chaCha(let cipher):
            let encrypted = try cipher.length(length, sequence) + cipher.body(body, sequence)
            return try encrypted + cipher.code(encrypted, sequence)
        }
    }
}

extension CipherState {
    var isNone: Bool { if case .none = self { true } else { false } }
}
