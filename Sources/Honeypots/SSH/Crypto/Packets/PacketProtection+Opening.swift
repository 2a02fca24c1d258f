extension PacketProtection {
    /// The next packet at the front of what has arrived: its payload and the bytes it took, or nil until it is whole.
    ///
    /// A call with the same packet still unfinished costs next to nothing. After an error the direction is of no further
    /// use.
    ///
    /// - Parameter bytes: everything received and not yet taken.
    mutating func open(
        _ bytes: ArraySlice<UInt8>
    ) throws(SSHCryptoError) -> (payload: [UInt8], consumed: Int)? {
        let packet: IncomingPacket
        if let incoming {
            packet = incoming
        } else {
            let headBytes = isLengthApart ? 4 : blockBytes
            guard bytes.count >= headBytes else { return nil }
            packet = try receiveHead(Array(bytes.prefix(headBytes)))
            incoming = packet
        }
        let end = 4 + packet.length
        guard bytes.count >= end + codeBytes else { return nil }
        incoming = nil
        let body = try decrypt(packet, Array(bytes.prefix(end)), Array(bytes.dropFirst(end).prefix(codeBytes)))
        countPacket()
        guard let padding = body.first, padding >= Self.leastPadding, Int(padding) < body.count else {
            throw .padding(body.first ?? 0)
        }
        return (Array(body[1..<(body.count - Int(padding))]), end + codeBytes)
    }

    /// The length out of the first bytes: a block, or only the length where it stands apart.
    private mutating func receiveHead(_ bytes: [UInt8]) throws(SSHCryptoError) -> IncomingPacket {
        var head = bytes
        switch cipher {
        case .chaCha(let cipher): head = try cipher.length(bytes, sequence)
        case .stream(var stream) where !isLengthApart:
            head = try stream.decrypt(bytes)
            cipher = .stream(stream)
        case .none, .galois, .stream: break
        }
        let length = head.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        guard Self.leastLength...Self.greatestLength ~= length else { throw .packetLength(length) }
        let counted = Int(length) + (isLengthApart ? 0 : 4)
        guard counted % blockBytes == 0 else { throw .alignment(counted) }
        return IncomingPacket(length: Int(length), head: isLengthApart ? [] : head)
    }

    /// What stands behind the length: padding length, payload, padding.
    private mutating func decrypt(
        _ packet: IncomingPacket, _ bytes: [UInt8], _ code: [UInt8]
    ) throws(SSHCryptoError) -> [UInt8] {
        switch cipher {
        case .none: return Array(bytes.dropFirst(4))
        case .stream(var stream):
            defer { cipher = .stream(stream) }
            if isLengthApart {
                guard Self.equal(try mac.code(sequence, bytes), code) else { throw .authentication }
                return try stream.decrypt(Array(bytes.dropFirst(4)))
            }
            let plain = try packet.head + stream.decrypt(Array(bytes.dropFirst(packet.head.count)))
            guard Self.equal(try mac.code(sequence, plain), code) else { throw .authentication }
            return Array(plain.dropFirst(4))
        case .galois(var stream):
            defer { cipher = .galois(stream) }
            return try stream.open(Array(bytes.dropFirst(4)), length: Array(bytes.prefix(4)), code: code)
        case .chaCha(let cipher):
            guard Self.equal(try cipher.code(bytes, sequence), code) else { throw .authentication }
            return try cipher.body(Array(bytes.dropFirst(4)), sequence)
        }
    }

    /// Compares without telling by its time where the first difference is.
    private static func equal(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        a.count == b.count && zip(a, b).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
