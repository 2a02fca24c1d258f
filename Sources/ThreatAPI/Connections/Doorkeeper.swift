import IPNetworks
import Observability
import Synchronization
import ThreatModel

/// What all connections share: the rules by which they are let in, watched and counted.
final class Doorkeeper: Sendable {
    let limits: ConnectionLimits
    let origin: OriginRules
    let metrics: ConnectionMetrics
    let counts: ConnectionCounts
    private let requests: RequestMetrics
    private let accessLog: AccessLog?
    private let clock: any WallClock
    private let requestIDs: RequestIDs
    private let throttle: AddressThrottle
    private let lookups: AddressThrottle
    private let exempt: IPAddressSet
    private let draining = Atomic<Bool>(false)

    /// - Parameters:
    ///   - requests: where what is refused before any route is counted.
    ///   - accessLog: where that is written down.
    init(
        _ configuration: ThreatAPIConfiguration, metrics: ConnectionMetrics, requests: RequestMetrics,
        accessLog: AccessLog? = nil, clock: any WallClock = SystemClock(), requestIDs: RequestIDs = RequestIDs()
    ) {
        self.requests = requests
        self.accessLog = accessLog
        self.clock = clock
        self.requestIDs = requestIDs
        limits = configuration.connections
        origin = OriginRules(configuration.balancers)
        self.metrics = metrics
        counts = ConnectionCounts(
            perAddress: configuration.connections.perAddress, maximum: configuration.maximumConnections)
        throttle = AddressThrottle(rate: configuration.admission.rate, burst: configuration.admission.burst)
        lookups = AddressThrottle(
            interval: configuration.admission.lookupInterval, burst: configuration.admission.lookupBurst)
        exempt = IPAddressSet(configuration.admission.exempt.map(\.range))
    }

    /// Whether an address may have any number of connections and send any number of requests.
    func isExempt(_ address: IPAddress) -> Bool { exempt.contains(address) || origin.isBalancer(address) }

    /// Counts a request without a valid key; the seconds after which it may be sent again when there were too many.
    func refusal(of client: IPAddress?, showsKey: Bool) -> RequestError? {
        if showsKey { metrics.failedKeys.increment() }
        guard let client, !isExempt(client), let wait = throttle.take(client, at: MonotonicTime.nanoseconds) else {
            return nil
        }
        metrics.throttledRequests.increment()
        return .throttled(retryAfter: wait)
    }

    /// Counts an address that is looked up on a page; the error when there were too many.
    func refusalOfLookup(by client: IPAddress?) -> RequestError? {
        guard let client, !isExempt(client), let wait = lookups.take(client, at: MonotonicTime.nanoseconds) else {
            return nil
        }
        metrics.throttledRequests.increment()
        return RequestError(
            status: 429,
            sentence:
                "too many addresses were looked up here from yours; with a key, the API answers more, and here there "
                + "is another one in \(wait) s",
            retryAfter: wait)
    }

    /// Notes what was refused before any route could be found for it; its number, for the answer.
    func noteRefused(_ status: Int, client: IPAddress?, bytes: Int) -> RequestID {
        let id = requestIDs.next()
        requests.note("none", status: status, duration: .zero)
        accessLog?.note(
            AccessLogEntry(time: clock.now, client: client, status: status, bytes: bytes, duration: .zero, id: id))
        return id
    }

    /// The server is about to stop: every answer from now on asks its client to come back on another connection.
    var isDraining: Bool { draining.load(ordering: .relaxed) }

    func drain() { draining.store(true, ordering: .relaxed) }
}

extension RequestError {
    static func throttled(retryAfter: Int) -> Self {
        Self(
            status: 429,
            sentence: "too many requests without a valid key from your address; try again in \(retryAfter) s",
            retryAfter: retryAfter)
    }
}
