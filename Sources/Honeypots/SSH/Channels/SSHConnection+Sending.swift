import ThreatModel

/// What goes out on channels, as windows allow (RFC 4254 §5.2), and their ends (§5.3, §6.10).
extension SSHConnection {
    /// Sends on every channel what its window and the visitor's turn let through.
    mutating func flush(_ transport: inout SSHTransport, _ output: inout HoneypotOutput) {
        for index in channels.indices { send(index, &transport, &output) }
    }

    /// What waits for windows and for turns.
    var unsentBytes: Int { channels.reduce(0) { $0 + $1.pendingBytes } }

    /// Whether a window lets something through that has not been sent.
    func canSend(_ transport: SSHTransport) -> Bool {
        transport.carriesChannels && channels.contains(where: \.canSend)
    }

    mutating func send(_ index: Int, _ transport: inout SSHTransport, _ output: inout HoneypotOutput) {
        guard !channels[index].pending.isEmpty, transport.carriesChannels else { return }
        while !transport.turn.isOver, let first = channels[index].pending.first {
            switch first {
            case .data(let bytes), .error(let bytes):
                let room = min(channels[index].remoteWindow, channels[index].remotePacket, transport.dress.packetBytes)
                let piece = bytes.prefix(Int(room))
                guard !piece.isEmpty else { return }
                channels[index].remoteWindow -= UInt32(piece.count)
                channels[index].pendingBytes -= piece.count
                let rest = bytes.dropFirst(piece.count)
                if case .data = first {
                    putBack(rest.isEmpty ? nil : .data(rest), index)
                    send(piece, .channelData, index, &transport, &output)
                } else {
                    putBack(rest.isEmpty ? nil : .error(rest), index)
                    send(piece, .channelExtendedData, index, &transport, &output)
                }
            case .exit(let status):
                channels[index].pending.removeFirst()
                var writer = request("exit-status", index)
                writer.append(UInt32(status))
                transport.send(writer.bytes, &output)
                sendEnd(index, &transport, &output)
            case .exitBySignal(let name):
                channels[index].pending.removeFirst()
                var writer = request("exit-signal", index)
                writer.append(name)
                // No core was written; no message, no language.
                writer.append(false)
                writer.append("")
                writer.append("")
                transport.send(writer.bytes, &output)
                sendEnd(index, &transport, &output)
            }
        }
        if channels[index].pending.isEmpty { channels[index].pending = [] }
    }

    /// What is left of the first that waits; nil: nothing.
    private mutating func putBack(_ rest: SSHChannel.Pending?, _ index: Int) {
        if let rest {
            channels[index].pending[channels[index].pending.startIndex] = rest
        } else {
            channels[index].pending.removeFirst()
        }
    }

    private func send(
        _ bytes: ArraySlice<UInt8>, _ message: SSHMessage, _ index: Int, _ transport: inout SSHTransport,
        _ output: inout HoneypotOutput
    ) {
        var writer = SSHWriter(message)
        writer.append(channels[index].remoteID)
        // SSH_EXTENDED_DATA_STDERR, the only type there is.
        if message == .channelExtendedData { writer.append(UInt32(1)) }
        writer.append(string: bytes)
        transport.send(writer.bytes, &output)
    }

    private func request(_ name: String, _ index: Int) -> SSHWriter {
        var writer = SSHWriter(.channelRequest)
        writer.append(channels[index].remoteID)
        writer.append(name)
        writer.append(false)
        return writer
    }

    private mutating func sendEnd(_ index: Int, _ transport: inout SSHTransport, _ output: inout HoneypotOutput) {
        // OpenSSH tells its own clients that nobody reads any more (PROTOCOL §2.1).
        if isOpenSSHClient, transport.dress.family == .openSSH, !channels[index].hasReceivedEnd {
            transport.send(request("eow@openssh.com", index).bytes, &output)
        }
        if !channels[index].hasSentEnd { sendPlain(.channelEndOfFile, index, &transport, &output) }
        channels[index].hasSentEnd = true
        if !channels[index].hasSentClose { sendPlain(.channelClose, index, &transport, &output) }
        channels[index].hasSentClose = true
    }
}
