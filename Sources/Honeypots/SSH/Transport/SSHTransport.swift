import IPNetworks
import ThreatModel

/// The transport layer of one connection, server side (RFC 4253): versions, key exchanges, packets. What belongs to
/// services is handed on.
struct SSHTransport: Sendable {
    /// What has arrived.
    enum Event: Hashable, Sendable {
        /// The client's version line.
        case version([UInt8])
        /// The client's first proposal.
        case proposal(SSHProposal)
        /// A message of a service or for the service layer, and its number.
        case message([UInt8], sequence: UInt32)
    }

    /// Bytes of a packet of a visitor who is not logged in: enough for every message that comes before that.
    static let mostBytesBeforeLogin = 64 * 1024
    /// Messages that wait for the end of a key exchange.
    static let mostHeld = 256

    enum Phase: Sendable {
        case version(SSHVersionExchange)
        /// Our proposal is out, theirs is awaited.
        case proposing
        /// Agreed; the client's public value, or its request for a group, is awaited.
        case agreed(SSHKeyExchange)
        /// Our half is done and our keys are in use; the client's NEWKEYS is awaited.
        case switching(SSHSwitch)
        case established
    }

    let dress: SSHDress
    let hostKeys: SSHHostKeys
    var random: SSHRandom
    var phase = Phase.version(SSHVersionExchange())
    private var inbound: [UInt8] = []
    private var inboundStart = 0
    var incoming = PacketProtection()
    var outgoing = PacketProtection()
    var clientVersion: [UInt8] = []
    /// Our last proposal as it was sent.
    var ownInit: [UInt8] = []
    var sessionID: [UInt8] = []
    var exchanges = 0
    var budget = KeyExchangeBudget()
    /// What exchanges may still cost whoever comes from there.
    private let ledger: KeyExchangeLedger
    private let visitor: IPAddress
    var inflater: ZlibInflater?
    var deflater: ZlibDeflater?
    /// Both sides have asked for strict key exchange.
    var isStrict = false
    var skipsPacket = false
    /// Times that proofs of host keys were asked for.
    var proofs = 0
    /// The client wants to hear of extensions (RFC 8308 §2.1).
    var wantsExtensions = false
    /// The client's half of a key exchange that takes long, when that may be put off.
    var putOff: [UInt8]?
    private let putsOff: Bool
    /// Ends the connection before anything else is read.
    var failure: SSHViolation?
    /// What is to be sent once the keys have changed.
    var held: [[UInt8]] = []
    /// The visitor is logged in: delayed compression begins, and packets may be as large as OpenSSH takes them.
    var isLoggedIn = false
    var agreement: SSHAgreement?
    /// Bytes that may still be sent.
    private(set) var outputBytes: Int
    var turn = SSHTurn()
    private var isMuted = false
    /// The connection was asked to end: nothing more is read or sent.
    private(set) var isClosing = false

    init(_ context: HoneypotContext, dress: SSHDress) {
        self.dress = dress
        hostKeys = context.persona.scene(SSHHostKeys.self)
        ledger = context.persona.scene(KeyExchangeLedger.self)
        visitor = context.visitor
        random = SSHRandom(seed: context.seed)
        outputBytes = context.limits.outputBytes
        outgoing.padsRandomly = dress.family == .dropbear
        putsOff = context.sharing != nil
    }

    /// The keys that were exchanged first are in use.
    var isEncrypted: Bool { !sessionID.isEmpty }

    var isInKeyExchange: Bool {
        switch phase {
        case .version, .proposing, .agreed, .switching: true
        case .established: false
        }
    }

    /// What has arrived and belongs to no complete packet yet.
    var unread: ArraySlice<UInt8> { inbound[inboundStart...] }

    /// Something was put off, and nothing is read before ``work(at:_:)``.
    var isBusy: Bool { putOff != nil }

    /// Whether an exchange of keys is better done where nobody else has to wait for it.
    func isPutOff(_ exchange: SSHKeyExchange) -> Bool {
        guard putsOff else { return false }
        if case .curve = exchange.agreement.keyExchange.family { return false }
        return true
    }

    // MARK: Receiving

    mutating func take(_ bytes: ArraySlice<UInt8>) {
        if inboundStart == inbound.count {
            inbound = Array(bytes)
            inboundStart = 0
        } else {
            inbound += bytes
        }
    }

    /// The next thing that has arrived whole, nil when there is none.
    mutating func next(at now: Timestamp, _ output: inout HoneypotOutput) throws(SSHViolation) -> Event? {
        if case .version(var exchange) = phase {
            while inboundStart < inbound.count {
                let isComplete = try exchange.take(inbound[inboundStart])
                inboundStart += 1
                if isComplete {
                    clientVersion = exchange.line
                    phase = .proposing
                    if ownInit.isEmpty { sendProposal(&output) }
                    return .version(clientVersion)
                }
            }
            phase = .version(exchange)
            releaseInbound()
            return nil
        }
        if let failure { throw failure }
        while !isClosing, !isBusy, let payload = try nextPacket() {
            if let event = try handle(payload, sequence: incoming.sequence &- 1, at: now, &output) { return event }
        }
        releaseInbound()
        if isBusy { output.work() }
        return nil
    }

    private mutating func nextPacket() throws(SSHViolation) -> [UInt8]? {
        guard inboundStart < inbound.count else { return nil }
        do {
            guard let packet = try incoming.open(inbound[inboundStart...]) else {
                if !isLoggedIn, inbound.count - inboundStart > Self.mostBytesBeforeLogin {
                    throw SSHCryptoError.packetLength(UInt32(Self.mostBytesBeforeLogin))
                }
                return nil
            }
            inboundStart += packet.consumed
            guard let inflater else { return packet.payload }
            return try inflater.unpack(packet.payload, limit: Int(PacketProtection.greatestLength))
        } catch let error as SSHCryptoError {
            throw Self.violation(error, Array(inbound[inboundStart...].prefix(256)))
        } catch {
            throw .silent("unreadable packet")
        }
    }

    /// OpenSSH gives up on broken packets without a word reaching the client, but for a padding that is too short.
    private static func violation(_ error: SSHCryptoError, _ bytes: [UInt8]) -> SSHViolation {
        switch error {
        case .packetLength(let length):
            // The length itself: how much of what follows is here depends on how it was sent.
            .silent("bad packet length \(length)", (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) })
        case .alignment: .silent("packet does not fill its blocks", bytes)
        case .authentication: .silent("corrupted MAC")
        case .padding(let length) where length < 4:
            .disconnect("bad padding length \(length)", "Corrupted padlen \(length) on input.", bytes)
        case .padding: .silent("padding longer than its packet", bytes)
        case .compression: .silent("bad compressed data")
        case .publicValue, .unsupported, .malformedBlob, .budget: .silent("unreadable packet", bytes)
        }
    }

    /// An idle connection keeps no buffer, a busy one no bytes that were read.
    private mutating func releaseInbound() {
        if inboundStart == inbound.count {
            inbound = []
        } else if inboundStart > 0 {
            inbound = Array(inbound[inboundStart...])
        }
        inboundStart = 0
    }

    // MARK: Sending

    /// Nobody is left to read what is sent.
    mutating func mute() {
        isMuted = true
        turn = SSHTurn()
    }

    /// Whether channels may send. While keys are exchanged they may not (RFC 4253 §7.1).
    var carriesChannels: Bool { !isInKeyExchange && !isMuted }

    /// Bytes as they are, before packets are spoken.
    mutating func sendLine(_ text: String, _ output: inout HoneypotOutput) {
        sendRaw(Array((text + "\r\n").utf8), &output)
    }

    /// A message. While keys are being exchanged, only what belongs to that goes out at once (RFC 4253 §7.1).
    mutating func send(_ message: [UInt8], _ output: inout HoneypotOutput) {
        if isInKeyExchange, isEncrypted, let number = message.first, !SSHMessage(rawValue: number).isTransport {
            if held.count < Self.mostHeld { held.append(message) } else { close(&output) }
            return
        }
        sendNow(message, &output)
    }

    mutating func sendNow(_ message: [UInt8], _ output: inout HoneypotOutput) {
        guard !isClosing, !isMuted, let payload = try? deflater?.pack(message) ?? message,
            let packet = try? outgoing.seal(payload, using: &random)
        else { return }
        sendRaw(packet, &output)
    }

    private mutating func sendRaw(_ bytes: [UInt8], _ output: inout HoneypotOutput) {
        guard !isClosing else { return }
        // Half a packet is of no use to anyone.
        guard bytes.count <= outputBytes else { return close(&output) }
        outputBytes -= bytes.count
        turn.sent(bytes.count)
        output.send(bytes)
    }

    mutating func sendUnimplemented(_ sequence: UInt32, _ output: inout HoneypotOutput) {
        var writer = SSHWriter(.unimplemented)
        writer.append(sequence)
        sendNow(writer.bytes, &output)
    }

    /// A message for the client's log, as OpenSSH tells why it refuses something.
    mutating func sendDebug(_ text: String, _ output: inout HoneypotOutput) {
        var writer = SSHWriter(.debug)
        writer.append(false)
        writer.append(text)
        writer.append("")
        send(writer.bytes, &output)
    }

    /// The login succeeded: delayed compression begins with the next packet of either side (OpenSSH, PROTOCOL §1.2).
    mutating func beginSession() {
        isLoggedIn = true
        startCompression()
    }

    /// A stream of its own for every exchange of keys, as OpenSSH has it only at first: what was agreed on stays.
    mutating func startCompression() {
        guard isLoggedIn, let agreement else { return }
        if agreement.compressionOut == "zlib@openssh.com", deflater == nil { deflater = try? ZlibDeflater() }
        if agreement.compressionIn == "zlib@openssh.com", inflater == nil { inflater = try? ZlibInflater() }
    }

    mutating func end(_ farewell: SSHViolation.Farewell, _ output: inout HoneypotOutput) {
        // Dropbear tells its own log why it ends, and nobody else.
        switch dress.family == .dropbear ? .silent : farewell {
        case .silent: break
        case .line(let text): sendLine(text, &output)
        case .disconnect(let text):
            var writer = SSHWriter(.disconnect)
            // SSH_DISCONNECT_PROTOCOL_ERROR: the only reason OpenSSH ever gives.
            writer.append(UInt32(2))
            writer.append(text)
            writer.append("")
            sendNow(writer.bytes, &output)
        }
        close(&output)
    }

    /// Whether an exchange of keys, the cheapest at least, is still to be had from where the visitor is.
    func mayExchangeKeys(at now: Timestamp) -> Bool { ledger.mayExchange(visitor, at: now) }

    /// Pays for an exchange of keys.
    mutating func chargeExchange(
        _ method: KeyExchangeMethod, groupBits bits: Int, at now: Timestamp
    ) throws(SSHCryptoError) {
        try budget.charge(method, groupBits: bits, at: now)
        try ledger.charge(method, groupBits: bits, to: visitor, at: now)
    }

    mutating func close(_ output: inout HoneypotOutput) {
        guard !isClosing else { return }
        isClosing = true
        inbound = []
        inboundStart = 0
        held = []
        output.close()
    }
}
