import Geolocation
import HTTPTypes
import Hummingbird
import IPNetworks
import Observability
import Scoring
import Store
import ThreatModel
import WebPages

/// `/api/v2/…`: the API of AbuseIPDB, version 2, for clients that were written for it. `docs/facades.md` says what means what.
enum AbuseIPDBRoutes {
    /// Pages that `reports` counts to: as many as the smallest pages of all rows.
    private static let pages = 1...2 * AbuseIPDBHistory.maximumRows
    private static let perPage = 1...100
    private static let usualPerPage = 25

    static func routes(_ state: ServerState) -> [Route] {
        [
            Route("/api/v2/check", .get, .head) { request, _ in try await check(request, state) },
            Route("/api/v2/check-block", .get, .head) { request, _ in try await checkBlock(request, state) },
            Route("/api/v2/reports", .get, .head) { request, _ in try await reports(request, state) },
            Route("/api/v2/blacklist", .get, .head) { request, _ in try await blacklist(request, state) },
            Route("/api/v2/report", .post) { request, context in
                try await report(request, context, state)
            },
            Route("/api/v2/bulk-report", .post) { request, context in
                let client = context.connection?.client(of: request.headers)
                return try await BulkReportRoutes.answer(
                    request, from: client, try state.runningCore(), state, as: .abuseIPDB)
            },
            Route("/api/v2/clear-address", .delete) { request, _ in try await clear(request, state) },
        ].map { route in route.withPlainRateLimits }
    }

    // MARK: Reading

    private static func check(_ request: Request, _ state: ServerState) async throws -> Answer {
        let now = state.clock.now
        let core = try state.runningCore()
        let work = try MeteredWork(request, core, at: now)
        let parameters = try AbuseIPDBParameters(request)
        let address = try parameters.address("ipAddress")
        let filter = try parameters.evidence()
        let isVerbose = parameters.flag("verbose")
        return try await work.answer(at: now) {
            let snapshot = core.live.current
            let networks = core.endpoints.networks.current.lists(holding: address)
            var surroundings = AbuseIPDBWriter.Surroundings(
                isPublic: address.isListable, isWhitelisted: KnownNetworks.whitelist(among: networks) != nil,
                place: core.places.current.place(of: address))
            if isVerbose {
                surroundings.history = try await history(of: address, filter, for: work.identity, core, at: now)
            }
            func write(_ record: RecordView?) -> [UInt8] { AbuseIPDBWriter.check(address, record, surroundings) }
            switch snapshot.withRecord(of: address, { filter.part(of: $0, at: now) }) {
            case .everything: return .json(snapshot.withRecord(of: address, write) ?? write(nil))
            case .nothing, nil: return .json(write(nil))
            case .some:
                let question = EvidenceQuestion(address: address, filter: filter)
                let part = try await core.partialRecord(question, at: now)
                return .json(part.record.map { $0.withUnsafeBytes { write(RecordView($0)) } } ?? write(nil))
            }
        }
    }

    private static func history(
        of address: IPAddress, _ filter: EvidenceFilter, for identity: Identity, _ core: ServerCore, at now: Timestamp
    ) async throws -> AbuseIPDBHistory {
        let earliest = filter.earliest(at: now) ?? Timestamp(milliseconds: 0)
        return try await core.store.read { reader in
            try AbuseIPDBHistory(of: address, since: earliest, for: identity.account.id, from: reader)
        }
    }

    private static func reports(_ request: Request, _ state: ServerState) async throws -> Answer {
        let now = state.clock.now
        let core = try state.runningCore()
        let work = try MeteredWork(request, core, at: now)
        let parameters = try AbuseIPDBParameters(request)
        let address = try parameters.address("ipAddress")
        let filter = try parameters.evidence()
        let page = try parameters.number("page", in: pages) ?? 1
        let perPage = try parameters.number("perPage", in: perPage) ?? usualPerPage
        var target = "/api/v2/reports?ipAddress=\(address)"
        if let age = filter.maximumAge { target += "&maxAgeInDays=\(age / 86_400)" }
        return try await work.answer(at: now) {
            let history = try await history(of: address, filter, for: work.identity, core, at: now)
            return .json(AbuseIPDBWriter.reports(history, page: page, perPage: perPage, target: target))
        }
    }

    private static func checkBlock(_ request: Request, _ state: ServerState) async throws -> Answer {
        let now = state.clock.now
        let core = try state.runningCore()
        let work = try MeteredWork(request, core, at: now)
        let parameters = try AbuseIPDBParameters(request)
        let network = try parameters.network()
        let earliest = try parameters.evidence().earliest(at: now)?.milliseconds ?? 0
        return try await work.answer(at: now) {
            let reputation = RangeReputation(
                of: [network], in: core.live.current, filter: ListFilter(), limit: CheckBlockParameters.maximumNamed,
                seenSince: UInt64(clamping: earliest))
            return .json(AbuseIPDBWriter.block(network, reputation, core.places.current))
        }
    }

    private static func blacklist(_ request: Request, _ state: ServerState) async throws -> Answer {
        let core = try state.runningCore()
        let parameters = try AbuseIPDBParameters(request).blacklist(accept: request.headers[.accept])
        var answer = try await MeteredRead.answer(request, core) { (head, prepared) throws(RequestError) in
            try core.endpoints.blacklist(parameters, head, prepared: prepared.lists)
        }
        if parameters.format == .plainText { answer.generatedAt = core.live.current.changedAt }
        answer.variesByAccept = true
        return answer
    }

    // MARK: Reporting

    private static func identity(_ request: Request, _ core: ServerCore, at now: Timestamp) throws -> (Identity, Tier) {
        try RoutedHead(request).withHead { (head) throws(RequestError) in
            try core.endpoints.identity(authorization: head.authorization, facadeKey: head.facadeKey, at: now)
        }
    }

    private static func report(_ request: Request, _ context: APIContext, _ state: ServerState) async throws -> Answer {
        let now = state.clock.now
        let core = try state.runningCore()
        let (identity, tier) = try identity(request, core, at: now)
        let isJSON = request.headers[.contentType]?.lowercased().hasPrefix("application/json") == true
        let sent = try await request.withBody(
            upTo: AbuseIPDBReport.maximumBytes, mediaTypes: [FormFields.mediaType, "application/json"],
            in: state.bodyRoom
        ) { body in
            if isJSON, !body.isEmpty {
                return try body.withUnsafeBufferPointer { (body) throws(RequestError) in
                    try AbuseIPDBReport(json: body)
                }
            }
            return AbuseIPDBReport(try AbuseIPDBParameters(request, form: form(body)))
        }
        let report = try sent.report()
        return try await core.reporting(as: identity, tier, at: now) {
            try await ReportRoutes.take(
                report, by: identity, from: context.connection?.client(of: request.headers), core, state)
            let confidence = core.live.current.withRecord(of: report.address) { $0.confidence }
            return .json(AbuseIPDBWriter.report(report.address, confidence: confidence ?? 0))
        }
    }

    private static func form(_ body: [UInt8]) throws(RequestError) -> FormFields {
        do { return try FormFields(body) } catch { throw .badRequest("\(error)") }
    }

    private static func clear(_ request: Request, _ state: ServerState) async throws -> Answer {
        let now = state.clock.now
        let core = try state.runningCore()
        let (identity, tier) = try identity(request, core, at: now)
        let fields = try await request.withBody(
            upTo: AbuseIPDBReport.maximumBytes, mediaTypes: [FormFields.mediaType], in: state.bodyRoom
        ) { body in try form(body) }
        let address = try AbuseIPDBParameters(request, form: fields).address("ipAddress")
        return try await core.reporting(as: identity, tier, at: now) {
            .json(AbuseIPDBWriter.cleared(try await core.pipeline.submit(.withdrawal(address, by: identity.account))))
        }
    }
}

extension Route {
    /// The same with figures of every quota under the names of `X-RateLimit`.
    fileprivate var withPlainRateLimits: Route {
        var route = self
        route.handle = { [handle] request, context in
            var answer = try await handle(request, context)
            answer.quota?.isPlainRateLimit = true
            return answer
        }
        return route
    }
}
