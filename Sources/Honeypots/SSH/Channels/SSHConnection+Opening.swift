import ThreatModel

/// Channels that are asked for, and global requests (RFC 4254 §4, §5.1, §7; OpenSSH, PROTOCOL §2).
extension SSHConnection {
    /// SSH_OPEN_CONNECT_FAILED, the reason OpenSSH gives for all but what an administrator forbids.
    private static let connectFailed: UInt32 = 2
    /// SSH_OPEN_ADMINISTRATIVELY_PROHIBITED.
    private static let prohibited: UInt32 = 1

    mutating func open(
        _ reader: inout SSHReader, _ payload: [UInt8], _ transport: inout SSHTransport, _ output: inout HoneypotOutput
    ) throws(SSHViolation) {
        guard let type = reader.text(), let remoteID = reader.uint32(), let window = reader.uint32(),
            let packet = reader.uint32()
        else { throw .silent("malformed channel request", payload) }
        switch type {
        case "session":
            guard !hasLastSession else {
                throw .disconnect(
                    "session after the last",
                    "Possible attack: attempt to open a session after additional sessions disabled")
            }
            guard channels.count < min(transport.dress.mostSessions, Self.mostChannels),
                let id = (UInt32(0)...).first(where: { id in !channels.contains { $0.id == id } })
            else { return refuse(remoteID, "open failed", &transport, &output) }
            channels.append(SSHChannel(id: id, remoteID: remoteID, remoteWindow: window, remotePacket: packet))
            var writer = SSHWriter(.channelOpenConfirmation)
            writer.append(remoteID)
            writer.append(id)
            writer.append(UInt32(0))
            writer.append(transport.dress.packetBytes)
            transport.send(writer.bytes, &output)
        case "direct-tcpip":
            guard let place = reader.string(), let port = reader.uint32(), reader.slice() != nil, reader.uint32() != nil
            else { throw .silent("malformed direct-tcpip", payload) }
            forwards.note("direct-tcpip", host: place, port: port, &output)
            // As a server behind a wall answers: at once, and nothing is held for the visitor. A hole that swallows
            // everything would invite him to come back for hours.
            if port > 0xffff {
                refuse(remoteID, "open failed", reason: Self.prohibited, &transport, &output)
            } else {
                let text = Self.canExist(place) ? "Connection refused" : "Name or service not known"
                refuse(remoteID, text, &transport, &output)
            }
        case "direct-streamlocal@openssh.com":
            guard let path = reader.string() else { throw .silent("malformed direct-streamlocal", payload) }
            forwards.note("direct-streamlocal", host: path, port: 0, &output)
            refuse(remoteID, "open failed", &transport, &output)
        case "tun@openssh.com":
            transport.sendDebug("Server has rejected tunnel device forwarding", &output)
            refuse(remoteID, "open failed", &transport, &output)
        default: refuse(remoteID, "open failed", &transport, &output)
        }
    }

    /// Whether anybody's resolver would find such a name: those of RFC 6761 §6 and names that are none, it never does.
    private static func canExist(_ place: [UInt8]) -> Bool {
        if place.elementsEqual("localhost".utf8) || place.contains(UInt8(ascii: ":")) { return true }
        let labels = place.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count > 1, let last = labels.last else { return false }
        let isWellFormed = labels.allSatisfy { label in
            1...63 ~= label.count
                && label.allSatisfy { $0.isDigit || $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7a || $0 == 0x2d || $0 == 0x5f }
        }
        return isWellFormed && !["invalid", "test", "example"].contains { last.elementsEqual($0.utf8) }
    }

    private func refuse(
        _ remoteID: UInt32, _ text: String, reason: UInt32 = Self.connectFailed, _ transport: inout SSHTransport,
        _ output: inout HoneypotOutput
    ) {
        var writer = SSHWriter(.channelOpenFailure)
        writer.append(remoteID)
        writer.append(reason)
        writer.append(text)
        writer.append("")
        transport.send(writer.bytes, &output)
    }

    mutating func takeGlobalRequest(
        _ reader: inout SSHReader, _ payload: [UInt8], _ transport: inout SSHTransport, _ output: inout HoneypotOutput
    ) throws(SSHViolation) {
        guard let name = reader.text(), let wantsReply = reader.boolean() else {
            throw .silent("malformed global request", payload)
        }
        var answer: [UInt8]?
        let isOpenSSH = transport.dress.family == .openSSH
        switch name {
        case "no-more-sessions@openssh.com" where isOpenSSH:
            hasLastSession = true
            answer = []
        case "tcpip-forward":
            guard let place = reader.string(), let port = reader.uint32() else {
                throw .silent("malformed tcpip-forward", payload)
            }
            answer = listen(place, port, &transport, &output)
        case "cancel-tcpip-forward":
            guard let place = reader.string(), let port = reader.uint32() else {
                throw .silent("malformed cancel", payload)
            }
            answer = listeners.remove(Self.key(place, port)) == nil ? nil : []
        case "streamlocal-forward@openssh.com" where isOpenSSH:
            guard let path = reader.string() else { throw .silent("malformed streamlocal-forward", payload) }
            forwards.note("streamlocal-forward", host: path, port: 0, &output)
            answer = listeners.count < Self.mostListeners && listeners.insert(Self.key(path)).inserted ? [] : nil
        case "cancel-streamlocal-forward@openssh.com" where isOpenSSH:
            guard let path = reader.string() else { throw .silent("malformed cancel", payload) }
            answer = listeners.remove(Self.key(path)) == nil ? nil : []
        case "hostkeys-prove-00@openssh.com" where transport.dress.announcesHostKeys:
            answer = try transport.hostKeyProofs(&reader)
        default: break
        }
        guard wantsReply else { return }
        if let answer {
            var writer = SSHWriter(.requestSuccess)
            writer.append(raw: answer)
            transport.send(writer.bytes, &output)
        } else {
            transport.send(SSHWriter(.requestFailure).bytes, &output)
        }
    }

    /// Listens in word only: nobody will ever come in there. nil: refused.
    private mutating func listen(
        _ place: [UInt8], _ port: UInt32, _ transport: inout SSHTransport, _ output: inout HoneypotOutput
    ) -> [UInt8]? {
        forwards.note("tcpip-forward", host: place, port: port, &output)
        guard listeners.count < Self.mostListeners else { return nil }
        // A port is what the socket's 16 bits hold of it; those of the machine's own services are taken.
        guard port == 0 else {
            guard port & 0xffff != UInt32(context.localPort) else { return nil }
            return listeners.insert(Self.key(place, port)).inserted ? [] : nil
        }
        // A port of the range Linux gives away for nothing.
        let given = 32_768 + UInt32(truncatingIfNeeded: transport.random.next() % 28_232)
        listeners.insert(Self.key(place, given))
        var writer = SSHWriter()
        writer.append(given)
        return writer.bytes
    }

    private static func key(_ place: [UInt8]) -> [UInt8] { Array(place.prefix(ForwardLog.mostHostBytes)) }

    private static func key(_ place: [UInt8], _ port: UInt32) -> [UInt8] {
        key(place) + [UInt8(ascii: ":")] + Array(String(port).utf8)
    }
}
