import IPNetworks
import ThreatModel

@testable import Honeypots

/// A client of the SFTP subsystem that knows nothing of SSH: packets in, packets out.
struct SFTPVisit {
    var host: ChannelHost
    var session: SFTPSession
    var events: [(kind: EventKind, fields: EventFields)] = []
    var kept: [(bytes: [UInt8], fields: EventFields)] = []
    var exitStatus: UInt8?
    private var answers: [UInt8] = []
    var now = ReplayVisit.start

    init(_ persona: Persona = ShellHarness.persona, user: String = "root", limits: HoneypotLimits = HoneypotLimits()) {
        let context = HoneypotContext(
            persona: persona, limits: limits, visitor: IPAddress(v4: 0x2d0a_0102), visitorPort: 40_404,
            local: IPAddress(v4: 0xc633_6407), localPort: 22, seed: 5)
        host = ChannelHost(context, user: Array(user.utf8), at: ReplayVisit.start)
        session = SFTPSession(limits: limits)
        var output = ChannelOutput()
        session.start(on: &host, at: now, &output)
        take(output)
    }

    /// Hands bytes over as the channel does and returns what comes back.
    mutating func exchange(_ bytes: [UInt8]) -> [UInt8] {
        guard exitStatus == nil, !bytes.isEmpty else { return [] }
        var output = ChannelOutput()
        session.received(bytes[...], on: &host, at: now, &output)
        take(output)
        defer { answers = [] }
        return answers
    }

    mutating func endInput() {
        var output = ChannelOutput()
        session.endOfInput(on: &host, at: now, &output)
        take(output)
    }

    mutating func disconnect() {
        var output = ChannelOutput()
        session.disconnected(on: &host, at: now, &output)
        take(output)
    }

    private mutating func take(_ output: ChannelOutput) {
        for action in output.actions {
            switch action {
            case .data(let bytes): answers += bytes
            case .record(let kind, let fields): events.append((kind, fields))
            case .keep(let bytes, let fields): kept.append((bytes, fields))
            case .exit(let status): exitStatus = status
            case .error, .pause, .work, .exitBySignal: break
            }
        }
    }

    // MARK: Requests

    /// Says hello; the answer is of no interest.
    mutating func initialise() { _ = exchange(Self.packet(1, [0, 0, 0, 3])) }

    /// Sends one request with id 7 and returns type and body of the answer behind its id.
    mutating func ask(_ type: UInt8, _ fields: [UInt8]...) -> Answer {
        Answer(exchange(Self.packet(type, Self.number(7) + fields.flatMap(\.self))))
    }

    struct Answer: Equatable {
        var type: UInt8?
        var body: [UInt8]

        init(_ packet: [UInt8]) {
            type = packet.dropFirst(4).first
            body = Array(packet.dropFirst(9))
        }

        /// SSH_FX_*, when it is a status.
        var status: UInt8? { type == 101 ? body.dropFirst(3).first : nil }
        /// The handle as a field of a request.
        var handle: [UInt8] { type == 102 ? body : [] }
        var data: [UInt8]? { type == 103 ? Array(body.dropFirst(4)) : nil }
        /// The size in attributes.
        var size: UInt64? {
            type == 105 ? body.dropFirst(4).prefix(8).reduce(0) { $0 << 8 | UInt64($1) } : nil
        }
        /// The permissions in attributes.
        var mode: UInt32? {
            type == 105 ? body.dropFirst(20).prefix(4).reduce(0) { $0 << 8 | UInt32($1) } : nil
        }
        /// Names with their long forms.
        var names: [(name: String, long: String)] {
            guard type == 104 else { return [] }
            var rest = body.dropFirst(4)
            func string() -> String {
                let count = Int(rest.prefix(4).reduce(0 as UInt32) { $0 << 8 | UInt32($1) })
                defer { rest = rest.dropFirst(4 + count) }
                return String(decoding: rest.dropFirst(4).prefix(count), as: UTF8.self)
            }
            var names: [(String, String)] = []
            while !rest.isEmpty {
                let (name, long) = (string(), string())
                let flags = rest.prefix(4).last
                rest = rest.dropFirst(flags == 0 ? 4 : 32)
                names.append((name, long))
            }
            return names
        }
    }

    static func packet(_ type: UInt8, _ body: [UInt8]) -> [UInt8] { number(UInt32(body.count + 1)) + [type] + body }
    static func number(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
    static func long(_ value: UInt64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * $0)) } }
    static func string(_ text: String) -> [UInt8] { string(Array(text.utf8)) }
    static func string(_ bytes: [UInt8]) -> [UInt8] { number(UInt32(bytes.count)) + bytes }
    /// Attributes with nothing in them.
    static let noAttributes = number(0)

    /// Opens, writes and closes a file.
    mutating func put(_ path: String, _ bytes: [UInt8]) {
        let handle = ask(3, Self.string(path), Self.number(0x1a), Self.noAttributes).handle
        for start in stride(from: 0, to: bytes.count, by: 32_768) {
            _ = ask(
                6, handle, Self.long(UInt64(start)), Self.string(Array(bytes[start..<min(start + 32_768, bytes.count)]))
            )
        }
        _ = ask(4, handle)
    }
}
