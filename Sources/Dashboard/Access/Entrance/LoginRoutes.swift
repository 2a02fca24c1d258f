import HTTPTypes
import Hummingbird
import ThreatModel
import WebPages

/// `/login`, `/logout`, `/setup` and `/account`: how somebody gets in and out, and what they get in with.
struct LoginRoutes: Sendable {
    let doorkeeper: Doorkeeper
    let clock: any WallClock
    let isSecure: Bool
    /// Where somebody goes who has set the password by a link.
    let afterSetup: @Sendable () async -> String
    /// How the guard fares, for those who are in.
    let badge: @Sendable () async -> StandingBadge?

    static let login = "/login"
    static let setup = "/setup"

    /// Bytes of a form with passwords.
    private static let mostBytes = 8192

    func add(to router: Router<WebContext>) {
        router.get("login") { request, context in try await showLogin(request, context) }
        router.post("login") { request, context in try await logIn(request, context) }
        router.post("logout") { request, context in await logOut(request, context) }
        router.get("setup") { request, context in try await showSetup(request, context) }
        router.post("setup") { request, context in try await setUp(request, context) }
        router.get("account") { request, context in try await account(request, context) }
        router.post("account") { request, context in try await changePassword(request, context) }
    }

    // MARK: - In and out

    private func showLogin(_ request: Request, _ context: WebContext) async throws -> Response {
        let back = LinkTarget(own: try query(request)[FormField.back] ?? "/") ?? .path("")
        if context.visitor != nil { return WebAnswer.seeOther(back.text) }
        guard await doorkeeper.isSetUp else { return WebAnswer.seeOther(Self.setup) }
        return WebAnswer.page(LoginPage.page(back: back), of: .entrance)
    }

    private func logIn(_ request: Request, _ context: WebContext) async throws -> Response {
        let form = try await form(request)
        let back = LinkTarget(own: form[FormField.back] ?? "/") ?? .path("")
        let outcome = await doorkeeper.logIn(form["password"] ?? "", context)
        return enter(outcome, request, leadingTo: back.text) { LoginPage.page(back: back, problem: $0) }
    }

    private func logOut(_ request: Request, _ context: WebContext) async -> Response {
        if let visitor = context.visitor { await doorkeeper.logOut(visitor) }
        var answer = WebAnswer.seeOther(Self.login)
        answer.headers[.setCookie] = cookie(request).removing
        return answer
    }

    // MARK: - The first password

    private func showSetup(_ request: Request, _ context: WebContext) async throws -> Response {
        let word = try query(request)["token"]
        if word == nil, await doorkeeper.isSetUp {
            return WebAnswer.seeOther(context.visitor == nil ? Self.login : "/")
        }
        // Looked at and not used up: only what is posted counts.
        let isGood = if let word { await doorkeeper.isInvited(word) } else { false }
        return WebAnswer.page(
            SetupPage.page(word: word, isGood: isGood, problem: word == nil || isGood ? nil : .wrongWord),
            status: word == nil || isGood ? .ok : .forbidden, of: .entrance)
    }

    private func setUp(_ request: Request, _ context: WebContext) async throws -> Response {
        let form = try await form(request)
        let word = form["token"] ?? ""
        let isGood = await doorkeeper.isInvited(word)
        let outcome: LoginOutcome =
            form["password"] == form["again"]
            ? await doorkeeper.accept(word, password: form["password"] ?? "", context)
            : .unusable("The two passwords are not the same.")
        return enter(outcome, request, leadingTo: await afterSetup()) { problem in
            SetupPage.page(word: word, isGood: isGood, problem: problem == .wrong ? .wrongWord : problem)
        }
    }

    // MARK: - Passwords

    private func account(_ request: Request, _ context: WebContext) async throws -> Response {
        let done = try query(request)["done"] != nil
        return WebAnswer.page(try await accountPage(context, problem: nil, isDone: done), showing: await badge())
    }

    private func changePassword(_ request: Request, _ context: WebContext) async throws -> Response {
        guard let visitor = context.visitor else { throw HTTPError(.unauthorized) }
        guard visitor.role >= .administrator else {
            throw DashboardProblem(.forbidden, "only an administrator may change a password")
        }
        let form = try await form(request)
        guard let role = Role(rawValue: form["role"] ?? "") else {
            throw DashboardProblem(.wrong, "'role' must be administrator or viewer")
        }
        let new = form["password"]
        let outcome: LoginOutcome? =
            if new != form["again"] {
                .unusable("The two passwords are not the same.")
            } else if new == nil, role == .administrator {
                .unusable("The new password is missing.")
            } else {
                await doorkeeper.setPassword(of: role, to: new, knowing: form["known"] ?? "", by: visitor, context)
            }
        guard let outcome, let problem = EntranceProblem(outcome) else {
            return WebAnswer.seeOther(LinkTarget.path("account", query: [("done", "1")]).text)
        }
        return answer(
            try await accountPage(context, problem: problem, isDone: false), problem, of: .dashboard,
            showing: await badge())
    }

    private func accountPage(_ context: WebContext, problem: EntranceProblem?, isDone: Bool) async throws -> Page {
        guard let visitor = context.visitor else { throw HTTPError(.unauthorized) }
        let frame = PageFrame(visitor: visitor, now: clock.now, here: .path("account"))
        let model = AccountPage(
            administrator: await doorkeeper.origin(of: .administrator), viewer: await doorkeeper.origin(of: .viewer),
            sessions: await doorkeeper.sessionCount, problem: problem, isDone: isDone)
        return model.page(in: frame)
    }

    // MARK: - Parts

    private func enter(
        _ outcome: LoginOutcome, _ request: Request, leadingTo path: String, page: (EntranceProblem) -> Page
    ) -> Response {
        guard let problem = EntranceProblem(outcome) else {
            guard case .welcome(let session, _) = outcome else { return WebAnswer.seeOther(path) }
            var answer = WebAnswer.seeOther(path)
            answer.headers[.setCookie] = cookie(request).setting(session)
            return answer
        }
        return answer(page(problem), problem, of: .entrance)
    }

    private func answer(
        _ page: Page, _ problem: EntranceProblem, of site: Site, showing badge: StandingBadge? = nil
    ) -> Response {
        var answer = WebAnswer.page(page, status: problem.status, of: site, showing: badge)
        if let seconds = problem.seconds { answer.headers[.retryAfter] = "\(seconds)" }
        return answer
    }

    private func cookie(_ request: Request) -> SessionCookie {
        SessionCookie(for: request.head.authority, isSecure: isSecure)
    }

    private func query(_ request: Request) throws(DashboardProblem) -> FormFields {
        try FormFields(sent: (request.uri.query ?? "").utf8)
    }

    private func form(_ request: Request) async throws -> FormFields {
        try FormFields(sent: try await request.body.collect(upTo: Self.mostBytes).readableBytesView)
    }
}
