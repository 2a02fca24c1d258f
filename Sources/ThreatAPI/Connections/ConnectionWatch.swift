import IPNetworks
import NIOCore

/// What the handlers of one connection know together. Belongs to the connection's event loop.
final class ConnectionWatch {
    let connection: Connection
    let keeper: Doorkeeper
    var progress: ConnectionProgress
    /// Tells the client why its request is refused, and hangs up. Set by the handler that can.
    var refuse: ((RequestError) -> Void)?
    /// Fails the request whose body is coming in: nothing of it can be understood any more.
    var breakBody: ((RequestError) -> Void)?
    /// The server stops: the connection ends as soon as nothing on it is unanswered.
    var isEnding = false
    /// The TLS handshake is still to come.
    private var awaitsHandshake: Bool
    private var isTurnedAway = false
    /// The address for which the connection is counted.
    private var countedFor: IPAddress?

    var metrics: ConnectionMetrics { keeper.metrics }

    init(connection: Connection, keeper: Doorkeeper, awaitsHeader: Bool, awaitsHandshake: Bool, at now: NIODeadline) {
        self.connection = connection
        self.keeper = keeper
        self.awaitsHandshake = awaitsHandshake
        progress = ConnectionProgress(limits: keeper.limits, isOpening: awaitsHeader || awaitsHandshake, at: now)
    }

    /// Bytes of the body that is coming in, without what frames them; set by the handler that unpacks them.
    var bodyLength = 0

    /// Whether what frames a body has become longer than any client's chunks would make it.
    var areChunksTooWordy: Bool {
        progress.isReceivingBody
            && progress.bodyBytes > HTTPRules.maximumChunkOverhead + 8 * bodyLength
    }

    /// Counts the connection for its address; `false` when that has too many.
    func count() -> Bool {
        guard countedFor == nil, let source = connection.source, !keeper.isExempt(source) else { return true }
        guard keeper.counts.enter(source) else {
            turnedAway(.address)
            return false
        }
        countedFor = source
        return true
    }

    /// Counts why the connection is closed before its first request. What follows from that is no reason of its own.
    func turnedAway(_ reason: ConnectionMetrics.Refusal) {
        guard !isTurnedAway else { return }
        isTurnedAway = true
        metrics.refused(reason)
    }

    /// A balancer says for whom it speaks; `false` when that address has too many connections.
    func announce(_ address: IPAddress) -> Bool {
        connection.announce(address)
        return count()
    }

    func proxyHeaderCame(at now: NIODeadline) { if !awaitsHandshake { progress.opened(at: now) } }

    func handshakeEnded(at now: NIODeadline) {
        awaitsHandshake = false
        progress.opened(at: now)
    }

    func closed() {
        if let countedFor { keeper.counts.leave(countedFor) }
        countedFor = nil
        // Closures that hold the handlers which hold this.
        refuse = nil
        breakBody = nil
    }
}
