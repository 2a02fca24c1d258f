import ThreatModel

/// The login of one connection (RFC 4252): methods, their answers and their limits as OpenSSH has them.
struct SSHAuthentication: Sendable {
    enum Step: Hashable, Sendable {
        case waiting
        /// Logged in under this name.
        case accepted([UInt8], SSHLoginMethod)
    }

    private let policy: LoginPolicy
    private let secrets: PersonaSecrets
    private let fieldBytes: Int
    private var user: [UInt8]?
    private var service: [UInt8] = []
    private var attempts = 0
    private var refusals = 0
    private var failures = 0
    /// A prompt was sent, and its answer is awaited.
    private var isPrompting = false
    /// A key that would do, but whose owner has proved nothing yet.
    private var offeredKey: SSHPublicKey?
    /// Attempts with "none" that were not recorded: nearly all clients begin with one, to hear of the methods.
    private var silentAttempts = 0

    init(_ context: HoneypotContext) {
        policy = context.logins
        secrets = context.persona.secrets
        fieldBytes = context.limits.fieldBytes
    }

    /// Deals with a message of the login; any other is no business of this service.
    mutating func take(
        _ payload: [UInt8], sequence: UInt32, _ transport: inout SSHTransport, _ output: inout HoneypotOutput
    ) throws(SSHViolation) -> Step {
        switch payload.first.map(SSHMessage.init(rawValue:)) {
        case .authenticationRequest: return try takeRequest(payload, &transport, &output)
        case .informationResponse where isPrompting: return try takeResponse(payload, &transport, &output)
        default:
            transport.sendUnimplemented(sequence, &output)
            return .waiting
        }
    }

    /// The visit is over: what was held back is recorded.
    mutating func finish(_ output: inout HoneypotOutput) {
        if let key = offeredKey {
            offeredKey = nil
            record(.publicKey, false, key: key, &output)
        }
        if silentAttempts > 0, attempts == silentAttempts { record(.none, false, &output) }
        silentAttempts = 0
    }

    // MARK: Requests

    private mutating func takeRequest(
        _ payload: [UInt8], _ transport: inout SSHTransport, _ output: inout HoneypotOutput
    ) throws(SSHViolation) -> Step {
        var reader = SSHReader(payload.dropFirst())
        guard let name = reader.string(), let service = reader.string(), let method = reader.string() else {
            throw .silent("malformed authentication request", payload)
        }
        attempts += 1
        if let user, user != name || self.service != service {
            func text(_ bytes: [UInt8]) -> String { String(decoding: bytes.prefix(100), as: UTF8.self) }
            throw .disconnect(
                "change of user name",
                "Change of username or service not allowed: (\(text(user)),\(text(self.service))) -> "
                    + "(\(text(name)),\(text(service)))", payload)
        }
        user = name
        self.service = service
        isPrompting = false
        let known = SSHLoginMethod(rawValue: String(decoding: method, as: UTF8.self))
        guard let known, known == .none || transport.dress.methods.contains(known.rawValue) else {
            var fields: EventFields = ["success": "false"]
            fields.set("method", bytes: method.prefix(64))
            fields.set("username", bytes: name.prefix(fieldBytes))
            output.record(.auth, fields)
            return try refuse(&transport, &output)
        }
        switch known {
        case .none:
            silentAttempts += 1
            if silentAttempts > 1 { record(.none, false, &output) }
            return try refuse(&transport, &output)
        case .password:
            guard let isChange = reader.boolean(), let password = reader.string() else {
                throw .silent("malformed authentication request", payload)
            }
            return try decide(password, .password, canSucceed: !isChange, &transport, &output)
        case .keyboardInteractive:
            // A language and the devices that are wanted (RFC 4256 §3.1).
            guard reader.slice() != nil, reader.slice() != nil else {
                throw .silent("malformed authentication request", payload)
            }
            isPrompting = true
            var writer = SSHWriter(.methodAnswer)
            // No name and no instruction, one prompt whose answer is not shown (RFC 4256 §3.2).
            for _ in 0..<3 { writer.append("") }
            writer.append(UInt32(1))
            writer.append("Password: ")
            writer.append(false)
            transport.send(writer.bytes, &output)
            return .waiting
        case .publicKey: return try takeKey(&reader, payload, &transport, &output)
        }
    }

    private mutating func takeResponse(
        _ payload: [UInt8], _ transport: inout SSHTransport, _ output: inout HoneypotOutput
    ) throws(SSHViolation) -> Step {
        isPrompting = false
        var reader = SSHReader(payload.dropFirst())
        guard let count = reader.uint32() else { throw .silent("malformed authentication response", payload) }
        // OpenSSH does not go on with whoever answers what was not asked.
        guard count == 1, let password = reader.string() else {
            throw .silent("\(count) answers to one question", payload)
        }
        return try decide(password, .keyboardInteractive, canSucceed: true, &transport, &output)
    }

    private mutating func decide(
        _ password: [UInt8], _ method: SSHLoginMethod, canSucceed: Bool, _ transport: inout SSHTransport,
        _ output: inout HoneypotOutput
    ) throws(SSHViolation) -> Step {
        let isAccepted = canSucceed && isNextAccepted(password, transport)
        record(method, isAccepted, password: password, &output)
        if isAccepted { return accept(method, &transport, &output) }
        refusals += 1
        let spread = UInt64(transport.dress.failurePauseSpread / .milliseconds(1))
        let more = Int(transport.random.next() % max(1, spread))
        output.pause(transport.dress.failurePause + .milliseconds(more))
        return try refuse(&transport, &output)
    }

    private mutating func takeKey(
        _ reader: inout SSHReader, _ payload: [UInt8], _ transport: inout SSHTransport, _ output: inout HoneypotOutput
    ) throws(SSHViolation) -> Step {
        guard let isSigned = reader.boolean(), let algorithm = reader.text(), let blob = reader.string() else {
            throw .silent("malformed authentication request", payload)
        }
        let key = try? SSHPublicKey(blob: blob)
        let isKnown = transport.dress.takesKeys(algorithm) && key.map { Self.fits($0.type, algorithm) } == true
        guard let key, isKnown, isNextAccepted(nil, transport) else {
            refusals += 1
            offeredKey = nil
            record(.publicKey, false, key: key, &output)
            return try refuse(&transport, &output)
        }
        guard isSigned else {
            offeredKey = key
            var writer = SSHWriter(.methodAnswer)
            writer.append(algorithm)
            writer.append(string: blob)
            transport.send(writer.bytes, &output)
            return .waiting
        }
        guard let signature = reader.string() else { throw .silent("malformed authentication request", payload) }
        offeredKey = nil
        // What is signed: RFC 4252 §7.
        var signed = SSHWriter()
        signed.append(string: transport.sessionID)
        signed.append(byte: SSHMessage.authenticationRequest.rawValue)
        signed.append(string: user ?? [])
        signed.append(string: service)
        signed.append(SSHLoginMethod.publicKey.rawValue)
        signed.append(true)
        signed.append(algorithm)
        signed.append(string: blob)
        let isProved = key.verifies(signature, over: signed.bytes, algorithm: algorithm)
        record(.publicKey, isProved, key: key, &output)
        if isProved { return accept(.publicKey, &transport, &output) }
        refusals += 1
        return try refuse(&transport, &output)
    }

    /// Whether a key of that type signs by that algorithm (RFC 8332 §3 for RSA).
    private static func fits(_ type: String, _ algorithm: String) -> Bool {
        type == algorithm || type == "ssh-rsa" && algorithm.hasPrefix("rsa-sha2-")
    }

    // MARK: Answers

    /// - Parameter password: nil for a key.
    private func isNextAccepted(_ password: [UInt8]?, _ transport: SSHTransport) -> Bool {
        failures < transport.dress.mostFailures
            && policy.accepts(attempt: refusals + 1, user: user ?? [], password: password)
            && service.elementsEqual("ssh-connection".utf8)
    }

    private mutating func accept(
        _ method: SSHLoginMethod, _ transport: inout SSHTransport, _ output: inout HoneypotOutput
    ) -> Step {
        silentAttempts = 0
        transport.send(SSHWriter(.authenticationSuccess).bytes, &output)
        return .accepted(user ?? [], method)
    }

    private mutating func refuse(
        _ transport: inout SSHTransport, _ output: inout HoneypotOutput
    ) throws(SSHViolation) -> Step {
        // No refusal comes faster than this, so that nothing can be told by its time.
        output.pause(.milliseconds(5 + Int(transport.random.next() % 5)))
        // A first "none" is free.
        if attempts > 1 || silentAttempts == 0 { failures += 1 }
        guard failures < transport.dress.mostFailures else {
            throw SSHViolation(
                reason: "too many attempts", farewell: .disconnect("Too many authentication failures"), isOrderly: true)
        }
        var writer = SSHWriter(.authenticationFailure)
        writer.append(transport.dress.methods.joined(separator: ","))
        writer.append(false)
        transport.send(writer.bytes, &output)
        return .waiting
    }

    private func record(
        _ method: SSHLoginMethod, _ isAccepted: Bool, password: [UInt8]? = nil, key: SSHPublicKey? = nil,
        _ output: inout HoneypotOutput
    ) {
        var fields: EventFields = ["method": method.rawValue, "success": isAccepted ? "true" : "false"]
        let user = user ?? []
        fields.set("username", bytes: user.prefix(fieldBytes))
        if let password {
            fields.set("password", bytes: password.prefix(fieldBytes))
            if secrets.include(password) { fields["planted"] = "true" }
        }
        if let key {
            fields["key_fingerprint"] = key.fingerprint
            fields["key_type"] = key.type
        }
        if max(user.count, password?.count ?? 0) > fieldBytes { fields["truncated"] = "true" }
        output.record(.auth, fields)
    }
}
