import ThreatModel

/// Messages of the transport layer and the course of a key exchange (RFC 4253 §7 to §9, §11).
extension SSHTransport {
    /// Deals with a message of its own layer; any other is the caller's.
    mutating func handle(
        _ payload: [UInt8], sequence: UInt32, at now: Timestamp, _ output: inout HoneypotOutput
    ) throws(SSHViolation) -> Event? {
        guard let number = payload.first else { throw .silent("empty packet") }
        let message = SSHMessage(rawValue: number)
        guard message.isValid else {
            throw .disconnect("message number \(number)", "Invalid ssh2 packet type: \(number)", payload)
        }
        if skipsPacket {
            skipsPacket = false
            return nil
        }
        switch message {
        case .disconnect:
            var reader = SSHReader(payload.dropFirst())
            let code = reader.uint32() ?? 0
            throw SSHViolation(reason: "disconnected by client, \(code)", farewell: .silent, isOrderly: true)
        case .keyExchangeInit:
            return try takeProposal(payload, sequence: sequence, &output)
        case .newKeys:
            guard case .switching(let change) = phase else { break }
            guard payload.count == 1 else { throw .silent("bytes behind NEWKEYS", payload) }
            try switchKeys(change, &output)
            return nil
        case .exchangeInit, .groupExchangeInit, .groupExchangeRequest:
            guard case .agreed(let exchange) = phase, exchange.awaited == message else { break }
            if message == .groupExchangeRequest {
                try sendGroup(exchange, payload, &output)
            } else if isPutOff(exchange) {
                putOff = payload
            } else {
                try reply(exchange, payload, at: now, &output)
            }
            return nil
        case .ignore, .debug, .unimplemented:
            try checkStrictness(number, sequence)
            try checkForm(message, payload)
            return nil
        case .serviceRequest where isEncrypted && !isInFirstExchange: return .message(payload, sequence: sequence)
        default: break
        }
        if message.isTransport {
            try checkStrictness(number, sequence)
            sendUnimplemented(sequence, &output)
            return nil
        }
        guard isEncrypted, !isInFirstExchange else {
            throw .silent("message \(number) before the key exchange", payload)
        }
        return .message(payload, sequence: sequence)
    }

    private var isInFirstExchange: Bool { exchanges == 0 }

    /// With strict key exchange nothing that is not part of the first exchange may come before its end.
    private func checkStrictness(_ number: UInt8, _ sequence: UInt32) throws(SSHViolation) {
        guard isStrict, isInFirstExchange else { return }
        throw .disconnect("strict KEX violation: unexpected packet type \(number) (seqnr \(sequence))")
    }

    /// What is read of them although nobody looks at it; an ignored message may hold anything (RFC 4253 §11.2 to §11.4).
    private func checkForm(_ message: SSHMessage, _ payload: [UInt8]) throws(SSHViolation) {
        var reader = SSHReader(payload.dropFirst())
        let isWhole =
            switch message {
            case .unimplemented: reader.uint32() != nil
            case .debug: reader.boolean() != nil && reader.slice() != nil && reader.slice() != nil
            default: true
            }
        guard isWhole else { throw .silent("malformed message \(message.rawValue)", payload) }
    }

    mutating func sendProposal(_ output: inout HoneypotOutput) {
        ownInit = dress.proposal.message(cookie: random.octets(16))
        sendNow(ownInit, &output)
    }

    private mutating func takeProposal(
        _ payload: [UInt8], sequence: UInt32, _ output: inout HoneypotOutput
    ) throws(SSHViolation) -> Event? {
        switch phase {
        case .established, .proposing: break
        case .version, .agreed, .switching:
            try checkStrictness(SSHMessage.keyExchangeInit.rawValue, sequence)
            sendUnimplemented(sequence, &output)
            return nil
        }
        // It is read before it is answered: on one that makes no sense the connection ends without ours.
        guard let client = SSHProposal(payload) else { throw .silent("malformed KEXINIT", payload) }
        if case .established = phase {
            phase = .proposing
            sendProposal(&output)
        }
        let isFirst = isInFirstExchange
        if isFirst, dress.hasStrictKeyExchange, client.keyExchanges.contains("kex-strict-c-v00@openssh.com") {
            isStrict = true
            guard sequence == 0 else { throw .disconnect("strict KEX violation: KEXINIT was not the first packet") }
        }
        do {
            let agreement = try SSHAgreement(server: dress.proposal, client: client)
            skipsPacket = agreement.skipsNextPacket
            phase = .agreed(SSHKeyExchange(agreement: agreement, clientInit: payload, serverInit: ownInit))
        } catch {
            // What the client wanted is told before the connection ends.
            guard isFirst else { throw error }
            failure = error
        }
        ownInit = []
        wantsExtensions = isFirst && client.keyExchanges.contains("ext-info-c")
        return isFirst ? .proposal(client) : nil
    }

    // MARK: The server's half

    /// Does what was put off.
    mutating func work(at now: Timestamp, _ output: inout HoneypotOutput) throws(SSHViolation) {
        guard let payload = putOff, case .agreed(let exchange) = phase else { return }
        putOff = nil
        try reply(exchange, payload, at: now, &output)
    }

    private mutating func reply(
        _ exchange: SSHKeyExchange, _ payload: [UInt8], at now: Timestamp, _ output: inout HoneypotOutput
    ) throws(SSHViolation) {
        var reader = SSHReader(payload.dropFirst())
        let method = exchange.agreement.keyExchange
        guard let clientPublic = reader.string(), reader.isAtEnd else {
            throw .silent("malformed key exchange", payload)
        }
        let hostKey = hostKeys.publicKeyBlob(exchange.agreement.hostKey)
        do {
            try chargeExchange(method, groupBits: exchange.group?.bits ?? 0, at: now)
        } catch { throw .silent("too many key exchanges") }
        var hash = ExchangeHash(
            clientVersion: clientVersion, serverVersion: Array(dress.version.utf8), clientInit: exchange.clientInit,
            serverInit: exchange.serverInit, hostKey: hostKey)
        if let group = exchange.group {
            hash.add(sizes: exchange.sizes, prime: group.prime, generator: [UInt8(truncatingIfNeeded: group.generator)])
        }
        let agreed: KeyAgreement
        let exchangeHash: [UInt8]
        let signature: [UInt8]
        do {
            agreed =
                try exchange.group?.agree(clientPublic: clientPublic, using: &random)
                ?? method.agree(clientPublic: clientPublic, using: &random)
            exchangeHash = hash.finish(method, clientPublic: clientPublic, agreed)
            signature = try hostKeys.sign(exchangeHash, exchange.agreement.hostKey)
        } catch {
            throw .silent("bad public value", payload)
        }
        if sessionID.isEmpty { sessionID = exchangeHash }
        var writer = SSHWriter(exchange.group == nil ? .exchangeReply : .groupExchangeReply)
        writer.append(string: hostKey)
        writer.append(string: agreed.serverPublic)
        writer.append(string: signature)
        sendNow(writer.bytes, &output)
        let derivation = KeyDerivation(
            digest: method.digest, sharedSecret: agreed.sharedSecret, exchangeHash: exchangeHash, sessionID: sessionID)
        try sendNewKeys(exchange.agreement, derivation, &output)
    }

    /// Answers a request for a group of a size (RFC 4419 §3).
    private mutating func sendGroup(
        _ exchange: SSHKeyExchange, _ payload: [UInt8], _ output: inout HoneypotOutput
    ) throws(SSHViolation) {
        var reader = SSHReader(payload.dropFirst())
        guard let least = reader.uint32(), let wanted = reader.uint32(), let most = reader.uint32(), reader.isAtEnd
        else {
            throw .silent("malformed group exchange", payload)
        }
        guard let group = ModuliFile.group(least: least, preferred: wanted, greatest: most, using: &random) else {
            throw .silent("no group of that size", payload)
        }
        var exchange = exchange
        exchange.group = group
        exchange.sizes = [least, wanted, most]
        phase = .agreed(exchange)
        // SSH_MSG_KEX_DH_GEX_GROUP has the number of the other methods' reply.
        var writer = SSHWriter(.exchangeReply)
        writer.append(string: BlobWriter.numberBody(group.prime))
        writer.append(string: [UInt8(truncatingIfNeeded: group.generator)])
        sendNow(writer.bytes, &output)
    }

    private mutating func sendNewKeys(
        _ agreement: SSHAgreement, _ derivation: KeyDerivation, _ output: inout HoneypotOutput
    ) throws(SSHViolation) {
        sendNow(SSHWriter(.newKeys).bytes, &output)
        let keys = derivation.keys(for: .serverToClient, cipher: agreement.cipherOut, mac: agreement.macOut)
        do {
            outgoing = try PacketProtection(
                cipher: agreement.cipherOut, mac: agreement.macOut, keys: keys,
                sequence: isStrict ? 0 : outgoing.sequence)
        } catch { throw .silent("algorithm without code") }
        phase = .switching(
            SSHSwitch(
                incoming: agreement.cipherIn, mac: agreement.macIn,
                keys: derivation.keys(for: .clientToServer, cipher: agreement.cipherIn, mac: agreement.macIn),
                agreement: agreement, resetsSequence: isStrict))
        if wantsExtensions { sendExtensions(&output) }
        wantsExtensions = false
    }

    private mutating func sendExtensions(_ output: inout HoneypotOutput) {
        guard !dress.signatureAlgorithms.isEmpty else { return }
        var writer = SSHWriter(.extensionInfo)
        writer.append(UInt32(1))
        writer.append("server-sig-algs")
        writer.append(dress.signatureAlgorithms.joined(separator: ","))
        sendNow(writer.bytes, &output)
    }

    private mutating func switchKeys(
        _ change: SSHSwitch, _ output: inout HoneypotOutput
    ) throws(SSHViolation) {
        do {
            incoming = try PacketProtection(
                cipher: change.incoming, mac: change.mac, keys: change.keys,
                sequence: change.resetsSequence ? 0 : incoming.sequence)
        } catch { throw .silent("algorithm without code") }
        agreement = change.agreement
        exchanges += 1
        startCompression()
        phase = .established
        let waiting = held
        held = []
        for message in waiting { sendNow(message, &output) }
    }
}
