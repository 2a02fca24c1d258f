package import ThreatModel

/// Redis as people expose it by mistake: an in-memory store that believes every password, does what it is told, and
/// reaches nobody. Speaks RESP2, RESP3 and inline commands, as the open-source server of the persona's release does.
package struct RedisHoneypot: Honeypot {
    package static let attackProtocol = AttackProtocol.redis
    package static let defaultPorts: [UInt16] = [6379]

    private var parser: RedisRequestParser
    private var session: RedisSession
    private var isClosed = false

    package init(context: HoneypotContext) {
        session = RedisSession(context: context)
        parser = RedisRequestParser(
            storedBytes: context.limits.bodyBytes, pendingBytes: context.limits.pendingBytes, release: session.release)
    }

    package mutating func connected(at now: Timestamp, _ output: inout HoneypotOutput) { session.begin(at: now) }

    package mutating func received(_ bytes: ArraySlice<UInt8>, at now: Timestamp, _ output: inout HoneypotOutput) {
        guard !isClosed else { return }
        session.now = now
        session.statistics.noteRead(bytes.count)
        // The session writes straight into the runtime's list of actions.
        swap(&session.output, &output)
        var rest = bytes
        while !session.isClosing {
            parser.isAuthenticated = session.client.isAuthenticated
            guard let request = parser.next(&rest) else { break }
            switch request {
            case .command(let arguments, let omittedBytes):
                session.perform(arguments, omittedBytes: omittedBytes)
            case .violation(let fault, let line):
                session.refuse(fault, line)
            }
        }
        session.flush()
        swap(&session.output, &output)
        if session.isClosing {
            isClosed = true
            output.close()
        }
    }

    package mutating func disconnected(at now: Timestamp, _ output: inout HoneypotOutput) {
        guard !isClosed, !parser.unfinishedLine.isEmpty else { return }
        isClosed = true
        swap(&session.output, &output)
        session.recordRaw(parser.unfinishedLine, reason: "unfinished")
        swap(&session.output, &output)
    }
}
