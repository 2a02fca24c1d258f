import HTTPTypes
import Hummingbird
import IPNetworks
import Store
import ThreatModel
import WebPages

/// `GET|HEAD|POST /appeal`, `GET|HEAD /appeal/{id}`, `POST /appeal/{id}/verify`: the pages of appeals. They do what the API does,
/// and by the same code; a form that was posted leads to a page that can be loaded again.
enum AppealPageRoutes {
    /// A form's text takes up to three times the room that it has as JSON.
    private static let maximumBodyBytes = 3 * AppealLimits.maximumBodyBytes

    static func routes(_ state: ServerState) -> [Route] {
        [
            Route("/appeal", .get, .head, .post, for: .people) { request, context in
                guard request.method == .post else {
                    return try start(request, context, state).unkept(for: request)
                }
                return try await post(request, context, state)
            },
            Route("/appeal/{id}", .get, .head, for: .people) { request, _ in
                let core = try state.runningCore()
                let appeal = try await core.appeals.appeal(AppealRoutes.id(in: request, part: 1))
                let page = AppealStatusPage(
                    appeal: appeal, confidence: AddressSummary(of: appeal.address, in: core).confidence)
                return Answer.page(page.page).unkept(for: request)
            },
            Route("/appeal/{id}/verify", .post, for: .people) { request, _ in
                try expectOwnForm(request)
                let id = try AppealRoutes.id(in: request, part: 1)
                _ = try await state.runningCore().appeals.verify(id, at: state.clock.now)
                return .seeOther(.path("appeal", id.hexadecimal))
            },
        ]
    }

    // MARK: Looking up

    private static func start(
        _ request: Request, _ context: APIContext, _ state: ServerState
    ) throws(RequestError) -> Answer {
        let core = try state.runningCore()
        let client = context.connection?.client(of: request.headers)
        var page = AppealPage(isOpen: state.takesAppeals, catalogue: core.rules.catalogue)
        guard let asked = try self.asked(request), !asked.isEmpty else {
            // Most who come here come for their own address.
            if let client, core.appeals.admits(client) { page.filled.address = client.description }
            return .page(page.page)
        }
        page.filled.address = asked
        guard let address = IPAddress(asked) else {
            page.fault = .badRequest("'\(asked.prefix(IPAddress.maximumTextLength))' is no IPv4 or IPv6 address")
            return .page(page.page, status: 400)
        }
        if address != client, let refusal = state.doorkeeper.refusalOfLookup(by: client) { throw refusal }
        page.filled.address = address.description
        page.summary = AddressSummary(of: address, in: core)
        page.mayBeListed = core.appeals.admits(address)
        return .page(page.page)
    }

    /// What stands behind `ip=`, without what people paste with it.
    private static func asked(_ request: Request) throws(RequestError) -> String? {
        try (request.uri.query ?? "").withQuery { (query) throws(RequestError) in
            var asked: String?
            try query.forEach { (name, value) throws(RequestError) in
                if name == "ip" { asked = value.filter { !$0.isWhitespace && $0 != "+" } }
            }
            return asked
        }
    }

    // MARK: Appealing

    private static func post(
        _ request: Request, _ context: APIContext, _ state: ServerState
    ) async throws -> Answer {
        try expectOwnForm(request)
        try state.expectAppeals()
        let fields = try await request.withBody(
            upTo: maximumBodyBytes, mediaTypes: [FormFields.mediaType], in: state.bodyRoom
        ) { body in
            do { return try FormFields(body) } catch { throw RequestError.badRequest("\(error)") }
        }
        do {
            let body = try AppealBody(ip: fields["ip"], reason: fields["reason"], contact: fields["contact"])
            let appeal = try await AppealRoutes.open(body, request, context, state)
            return .seeOther(.path("appeal", AppealToken(bytes: appeal.id)?.hexadecimal ?? ""))
        } catch let fault as RequestError where fault.status < 500 {
            // What was filled in is given back with what is wrong about it.
            let filled = AppealPage.Filled(
                address: fields["ip"] ?? "", reason: fields["reason"] ?? "", contact: fields["contact"] ?? "")
            let page = AppealPage(filled: filled, fault: fault, catalogue: try state.runningCore().rules.catalogue)
            var answer = Answer.page(page.page, status: fault.status).unkept(for: request)
            answer.retryAfter = fault.retryAfter
            return answer
        }
    }

    /// Forms of other sites would appeal, or look for proofs, in the name of whoever was lured there.
    private static func expectOwnForm(_ request: Request) throws(RequestError) {
        let isForgery = CrossSite.isForgery(
            fetchSite: HTTPField.Name("Sec-Fetch-Site").flatMap { request.headers[$0] },
            origin: request.headers[.origin], host: request.head.authority)
        guard !isForgery else { throw .forbidden("this form was sent by a page of another site; open it here") }
    }
}

extension Answer {
    /// The same answer, which nobody keeps: it is about this moment, or known to one person only.
    fileprivate func unkept(for request: Request) -> Answer {
        var answer = gzipped(for: RoutedHead(request))
        answer.isSecret = true
        return request.method == .head ? answer.withoutBody : answer
    }
}

extension String {
    /// The text as a query.
    func withQuery<Result>(_ body: (QueryParameters) throws(RequestError) -> Result) throws(RequestError) -> Result {
        try Array(utf8).withUnsafeBufferPointer { (bytes) throws(RequestError) in
            try body(QueryParameters(UnsafeRawBufferPointer(bytes)))
        }
    }
}
