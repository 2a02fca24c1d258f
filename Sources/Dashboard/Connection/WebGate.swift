import Guard
import HTTPTypes
import Hummingbird
import IPNetworks
import WebPages

/// Decides who is answered at all, and as whom.
///
/// The `Host` must be an address, `localhost` or a name from the settings: a page on the web whose name leads to this machine
/// would otherwise read what is meant for whoever sits at it (DNS rebinding). Whoever is not known is sent to the login, or
/// told so; what somebody wants changed by a session must come from a page of ours.
struct WebGate: RouterMiddleware {
    typealias Context = WebContext

    let options: @Sendable () async -> DashboardOptions
    let doorkeeper: Doorkeeper
    /// Whether all of it goes over TLS.
    let isSecure: Bool

    /// Of the largest form.
    private static let mostBytes = DashboardRegistry.changes.map { $0.mostBytes }.max() ?? 0

    /// In place of the field of a form, for a script of ours.
    static let formTokenField = HTTPField.Name("X-Form-Token")

    @concurrent
    func handle(
        _ request: Request, context: WebContext,
        next: @concurrent (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let options = await options()
        guard Self.isOwn(request.head.authority ?? "", names: options.names) else {
            return WebAnswer.problem(
                .misdirectedRequest,
                "ask by address or as localhost, not by another name; 'dashboard.names' in the settings allows names")
        }
        var (request, context) = (request, context)
        let path = request.uri.path
        let bearer = Self.isForPrograms(path) ? Self.bearer(request.headers[.authorization]) : nil
        if let bearer {
            context.visitor = await doorkeeper.visitor(bearing: bearer, context)
        } else if let id = SessionCookie(for: request.head.authority, isSecure: isSecure).id(in: request) {
            context.visitor = await doorkeeper.visitor(showing: id, context)
        }
        if context.visitor == nil, !Self.isOpen(path, to: context) {
            return await refusal(request, path, options)
        }
        do {
            if request.method != .get, request.method != .head, bearer == nil {
                guard try await isOurs(&request, context.visitor) else {
                    throw DashboardProblem(
                        .forbidden, "the form is not from a page of this login: load the page again, then send it again"
                    )
                }
            }
            return try await next(request, context)
        } catch let problem as DashboardProblem {
            return Self.answer(problem, at: path)
        } catch let error as HTTPError where error.status == .notFound {
            return Self.answer(DashboardProblem(.missing, "there is nothing here"), at: path)
        }
    }

    /// In the language of whoever asks there.
    private static func answer(_ problem: DashboardProblem, at path: String) -> Response {
        isForPrograms(path) || path.hasPrefix("/assets/")
            ? WebAnswer.problem(problem.status, problem.sentence)
            : WebAnswer.page(ProblemPage.page(problem), status: problem.status)
    }

    // MARK: - Who is known

    /// What programs ask for, and show tokens at.
    private static func isForPrograms(_ path: String) -> Bool {
        path.hasPrefix("/api/") || path == "/api" || monitoring.contains(path)
    }

    private static let monitoring: Set<String> = ["/healthz", "/metrics"]

    /// Whether somebody who is not known may ask for it.
    private static func isOpen(_ path: String, to context: WebContext) -> Bool {
        if monitoring.contains(path) { return context.isLocal }
        return path.hasPrefix("/assets/") || path == LoginRoutes.login || path == LoginRoutes.setup
    }

    private func refusal(_ request: Request, _ path: String, _ options: DashboardOptions) async -> Response {
        if path == "/api/stats" || Self.monitoring.contains(path), options.statsToken == nil {
            return WebAnswer.problem(.notFound, "there is nothing here; SIKKER_STATS_TOKEN is not set")
        }
        if Self.isForPrograms(path) {
            var answer = WebAnswer.problem(
                .unauthorized, "the token is missing or wrong: it is sent as 'Authorization: Bearer …'")
            answer.headers[.wwwAuthenticate] = "Bearer"
            return answer
        }
        guard await doorkeeper.isSetUp else { return WebAnswer.seeOther(LoginRoutes.setup) }
        let isPage = request.method == .get || request.method == .head
        let back = isPage ? LinkTarget(own: request.uri.string)?.text ?? "" : ""
        return WebAnswer.seeOther(LinkTarget.path("login", query: [("back", back == "/" ? "" : back)]).text)
    }

    private static func bearer(_ field: String?) -> Substring? {
        guard let field else { return nil }
        // Another scheme is a token that nobody has.
        return field.lowercased().hasPrefix("bearer ") ? field.dropFirst(7) : ""
    }

    // MARK: - What is believed

    /// Whether what is to be changed was sent by a page of ours. Reads the body of a form, which whoever comes next reads again.
    private func isOurs(_ request: inout Request, _ visitor: Visitor?) async throws -> Bool {
        let headers = request.headers
        let isForeign = CrossSite.isForgery(
            fetchSite: HTTPField.Name("Sec-Fetch-Site").flatMap { headers[$0] },
            origin: headers[.origin], host: request.head.authority)
        guard !isForeign else { return false }
        // Nobody's will is at stake: what strangers may send has proofs of its own.
        guard let visitor else { return true }
        if let token = Self.formTokenField.flatMap({ headers[$0] }) {
            return await doorkeeper.isGenuine(token, from: visitor)
        }
        guard headers[.contentType]?.hasPrefix(FormFields.mediaType) ?? false else { return false }
        let body = try await request.collectBody(upTo: Self.mostBytes)
        guard let token = (try? FormFields(body.readableBytesView))?[FormField.token] else { return false }
        return await doorkeeper.isGenuine(token, from: visitor)
    }

    // MARK: - By which name

    /// - Parameters:
    ///   - authority: host and port, as in a request.
    ///   - names: in lower case.
    static func isOwn(_ authority: String, names: [String] = []) -> Bool {
        if authority.first == "[" {
            return IPAddress(String(authority.dropFirst().prefix { $0 != "]" })) != nil
        }
        let host = authority.prefix { $0 != ":" }.lowercased()
        return host == "localhost" || IPAddress(host) != nil || names.contains(host)
    }
}
