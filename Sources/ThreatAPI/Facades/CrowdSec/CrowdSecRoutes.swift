import HTTPTypes
import Hummingbird
import IPNetworks
import Store
import ThreatModel

/// `/v1/decisions`, `/v1/decisions/stream` and `/v1/usage-metrics`: what bouncers ask of CrowdSec's local API.
/// `docs/facades.md` says what means what.
enum CrowdSecRoutes {
    /// Decisions about one network.
    static let mostInNetwork = 1000
    /// Of the figures that a bouncer sends.
    private static let maximumMetricsBytes = 1 << 20

    static func routes(_ state: ServerState) -> [Route] {
        [
            Route("/v1/decisions", .get, .head) { request, _ in try await decisions(request, state) },
            Route("/v1/decisions/stream", .get, .head) { request, context in
                let client = context.connection?.client(of: request.headers)
                return try await stream(request, from: client, state)
            },
            Route("/v1/usage-metrics", .post) { request, _ in try await metrics(request, state) },
        ]
    }

    // MARK: Some decisions

    private static func decisions(_ request: Request, _ state: ServerState) async throws -> Answer {
        let now = state.clock.now
        let core = try state.runningCore()
        let work = try MeteredWork(request, core, at: now)
        let head = RoutedHead(request)
        let (query, coding) = try head.withHead { (head) throws(RequestError) in
            (try DecisionQuery(QueryParameters(head.query)), ContentNegotiation.coding(head.acceptEncoding))
        }
        switch query.subject {
        case .all: return try await all(query, coding, work, core, at: now)
        case .address(let address):
            return try await work.answer(at: now) { array([address], query.filter, core.live.current) }
        case .network(let network):
            return try await work.answer(at: now) {
                let snapshot = core.live.current
                var addresses: [IPAddress] = []
                snapshot.forEach(in: network.range) { address, record in
                    if addresses.count < mostInNetwork, query.filter.holds(record) { addresses.append(address) }
                }
                return array(addresses, query.filter, snapshot)
            }
        case .nothing: return try await work.answer(lookups: 0, at: now) { .json(Array("null\n".utf8)) }
        }
    }

    /// Those of the addresses that are listed; `null` where none is, as CrowdSec writes it.
    private static func array(_ addresses: [IPAddress], _ filter: ListFilter, _ snapshot: Snapshot) -> Answer {
        var listed: [(address: IPAddress, protocols: AttackProtocolSet)] = []
        for address in addresses where filter.family.holds(address) {
            _ = snapshot.withRecord(of: address) { record in
                if filter.holds(record) { listed.append((address, record.protocols)) }
            }
        }
        guard !listed.isEmpty else { return .json(Array("null\n".utf8)) }
        var json = JSONWriter(capacity: 160 * listed.count)
        json.array(listed) { $0.ban($1.address, for: $1.protocols, wanted: filter.protocols) }
        json.literal("\n")
        return .json(json.bytes)
    }

    /// The whole list, as far as the quota goes: one unit an address, as for the blacklist.
    private static func all(
        _ query: DecisionQuery, _ coding: ContentCoding, _ work: MeteredWork, _ core: ServerCore, at now: Timestamp
    ) async throws -> Answer {
        let prepared = try await core.decisions(query.filter, coding)
        guard let text = prepared.text else { throw RequestError.internalFault }
        let key = work.identity.quotaKey(.blacklist)
        let most = min(text.addressCount, query.limit)
        let (spent, figures): (Int, QuotaFigures)
        do {
            if work.isHead {
                (spent, figures) = (0, try await core.quota.figures(of: key, limit: work.tier.blacklist))
            } else {
                (spent, figures) = try await core.quota.spendUpTo(most, of: key, limit: work.tier.blacklist)
            }
        } catch {
            throw RequestError.unavailable("the server's store cannot be read at the moment", retryAfter: 5)
        }
        let count = work.isHead ? min(most, figures.remaining ?? .max) : spent
        guard count > 0 || most == 0 || work.isHead else {
            throw core.endpoints.exhausted(.blacklist, figures, work.tier, at: now)
        }
        var part = text.part(count)
        part.head = Array((count > 0 ? "[" : "null").utf8)
        part.tail = Array((count > 0 ? "]\n" : "\n").utf8)
        let answer = Answer(
            quota: core.endpoints.headers(.blacklist, figures, at: now), coding: coding, variesByEncoding: true,
            body: try prepared.body(of: part))
        return work.isHead ? answer.withoutBody : answer
    }

    // MARK: Following

    private static func stream(
        _ request: Request, from client: IPAddress?, _ state: ServerState
    ) async throws -> Answer {
        let now = state.clock.now
        let core = try state.runningCore()
        let (query, coding, identity, tier) = try RoutedHead(request).withHead { (head) throws(RequestError) in
            let (identity, tier) = try core.endpoints.identity(
                authorization: head.authorization, facadeKey: head.facadeKey, at: now)
            return (
                try DecisionQuery(QueryParameters(head.query)), ContentNegotiation.coding(head.acceptEncoding),
                identity, tier
            )
        }
        switch query.subject {
        case .all: break
        case .nothing: return .json(Array("{\"new\":null,\"deleted\":null}\n".utf8)).bodiless(for: request)
        case .address, .network:
            throw RequestError.badRequest(
                "'ip', 'range' and 'value' are for /v1/decisions; the stream is of all addresses")
        }
        let bouncer = DecisionPulls.Bouncer(
            credential: identity.credential, address: client, program: request.headers[.userAgent].hashValue,
            filter: query.filter)
        let stream = DecisionStream(
            core: core, pulls: state.decisionPulls, bouncer: bouncer, tier: tier, coding: coding,
            isHead: request.method == .head, now: now)
        do {
            return try await stream.answer(isStartup: query.isStartup)
        } catch is StoreError {
            throw RequestError.unavailable("the server's store cannot be read at the moment", retryAfter: 5)
        }
    }

    // MARK: Figures of bouncers

    /// Newer bouncers tell now and then what they dropped. Nobody here reads that; what counts is that they are not told an
    /// error.
    private static func metrics(_ request: Request, _ state: ServerState) async throws -> Answer {
        let core = try state.runningCore()
        _ = try RoutedHead(request).withHead { (head) throws(RequestError) in
            try core.endpoints.identity(
                authorization: head.authorization, facadeKey: head.facadeKey, at: state.clock.now)
        }
        try await request.withBody(
            upTo: maximumMetricsBytes, mediaTypes: ["application/json"], in: state.bodyRoom
        ) { body in
            try body.withUnsafeBufferPointer { (body) throws(RequestError) in try expectMetrics(body) }
        }
        return .json(Array("{}\n".utf8), status: 201)
    }

    private static func expectMetrics(_ body: UnsafeBufferPointer<UInt8>) throws(RequestError) {
        var isGiven = false
        do throws(JSONFault) {
            var reader = JSONReader(body)
            try reader.forEachMember { (name, value) throws(JSONFault) in
                if name == "remediation_components" { isGiven = true }
                try value.skipValue()
            }
            try reader.expectEnd()
        } catch {
            throw .badRequest("the body is not JSON: \(error.reason)")
        }
        guard isGiven else { throw .badRequest("'remediation_components' is missing") }
    }
}

extension Answer {
    fileprivate func bodiless(for request: Request) -> Answer { request.method == .head ? withoutBody : self }
}
