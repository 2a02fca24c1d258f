import Guard
import HTTPTypes
import Hummingbird
import NIOCore
import Settings
import ThreatModel
import WebPages

/// `POST /changes/NAME` for forms, which lead back to their page with a notice, and `POST /api/changes/NAME` for programs, with
/// JSON. Beside the changes that are registered there are those of changes: to take one back, and to confirm one.
struct ChangeRoutes: Sendable {
    let office: ChangeOffice
    let clock: any WallClock

    /// Takes back what a notice told of.
    static let undo = "undo"
    /// The change that waits stays, or goes.
    static let confirm = "confirm"
    static let withdraw = "withdraw"
    /// Where somebody waits to confirm a change.
    static let waiting = LinkTarget.path("confirm")
    /// Seconds after which a page on which nothing runs looks again.
    static let look = 5

    func add(to router: Router<WebContext>) {
        for change in DashboardRegistry.changes {
            let name = change.name
            addForm(name, to: router, mostBytes: change.mostBytes) { (form, visitor) async throws(DashboardProblem) in
                try await office.make(ChangeOrder(change: name, fields: ChangeFields(form).values), by: visitor)
            }
            addJSON(name, to: router, mostBytes: change.mostBytes) { (bytes, visitor) async throws(DashboardProblem) in
                let fields = try ChangeFields(json: bytes)
                return try await office.make(ChangeOrder(change: name, fields: fields.values), by: visitor)
            }
        }
        addForm(Self.undo, to: router) { (form, visitor) async throws(DashboardProblem) in
            try await undo(form, by: visitor)
        }
        addBoth(Self.confirm, to: router) { (visitor) async throws(DashboardProblem) in
            try await office.confirm(by: visitor)
        }
        addBoth(Self.withdraw, to: router) { (visitor) async throws(DashboardProblem) in
            try await office.withdraw(by: visitor)
        }
        addWaiting(to: router)
    }

    private typealias Work<Body> = @Sendable (Body, Visitor) async throws(DashboardProblem) -> ChangeReceipt

    private func undo(_ form: FormFields, by visitor: Visitor) async throws(DashboardProblem) -> ChangeReceipt {
        guard let id = form[ReturnPath.parameter], let notice = office.notices.notice(id, at: clock.now),
            let order = notice.receipt?.undo
        else { throw DashboardProblem(.missing, "it is too late to undo that here, or it was undone already") }
        let receipt = try await office.make(order, by: visitor)
        office.notices.remove(id)
        return receipt
    }

    /// What needs no fields.
    private func addBoth(
        _ name: String, to router: Router<WebContext>,
        _ work: @escaping @Sendable (Visitor) async throws(DashboardProblem) -> ChangeReceipt
    ) {
        addForm(name, to: router) { (_, visitor) async throws(DashboardProblem) in try await work(visitor) }
        addJSON(name, to: router) { (_, visitor) async throws(DashboardProblem) in try await work(visitor) }
    }

    // MARK: - Forms

    private func addForm(
        _ name: String, to router: Router<WebContext>, mostBytes: Int = 1 << 16, _ work: @escaping Work<FormFields>
    ) {
        router.post(RouterPath("/changes/\(name)")) { request, context in
            do {
                let visitor = try Self.administrator(context)
                let bytes = try await Self.body(of: request, FormFields.mediaType, upTo: mostBytes)
                return await answer(try FormFields(sent: bytes), name, visitor, context, work)
            } catch let problem as DashboardProblem {
                return WebAnswer.page(ProblemPage.page(problem), status: problem.status)
            }
        }
    }

    private func answer(
        _ form: FormFields, _ name: String, _ visitor: Visitor, _ context: WebContext, _ work: Work<FormFields>
    ) async -> Response {
        let back = form[FormField.back]
        // The browser sends it once more, over another connection, because this one is closed then.
        if name == Self.confirm, await office.mustReconnect(context.address, connected: context.connected) {
            return WebAnswer.again(LinkTarget.path("changes", name).text)
        }
        do throws(DashboardProblem) {
            let receipt = try await work(form, visitor)
            // Nothing more may get through to here: what is to be known is said at once.
            if receipt.confirmBy != nil { return await waitingPage(for: visitor) }
            let id = office.notices.pin(.done(receipt), of: name, at: clock.now)
            return WebAnswer.seeOther(ReturnPath.path(back, telling: id))
        } catch {
            let id = office.notices.pin(
                .refused(error.sentence), of: name, entered: ChangeFields(form).shownAgain, at: clock.now)
            return WebAnswer.seeOther(ReturnPath.path(back, telling: id))
        }
    }

    // MARK: - Programs

    private func addJSON(
        _ name: String, to router: Router<WebContext>, mostBytes: Int = 1 << 16, _ work: @escaping Work<[UInt8]>
    ) {
        router.post(RouterPath("/api/changes/\(name)")) { request, context in
            do {
                let visitor = try Self.administrator(context)
                // A page of another site cannot send that without being asked for leave first.
                let bytes = try await Self.body(of: request, "application/json", upTo: mostBytes)
                return try WebAnswer.json(try await work(bytes, visitor))
            } catch let problem as DashboardProblem {
                return WebAnswer.problem(problem.status, problem.sentence)
            }
        }
    }

    private static func administrator(_ context: WebContext) throws -> Visitor {
        let visitor = try DashboardRouter.visitor(context)
        guard visitor.role >= .administrator else {
            throw DashboardProblem(.forbidden, "only an administrator may change anything")
        }
        return visitor
    }

    private static func body(
        of request: Request, _ mediaType: String, upTo most: Int
    ) async throws -> [UInt8] {
        let given = (request.headers[.contentType] ?? "").prefix { $0 != ";" }.lowercased()
        guard given.filter({ $0 != " " }) == mediaType else {
            throw DashboardProblem(.unreadable, "send it with 'Content-Type: \(mediaType)'")
        }
        do {
            return Array(try await request.body.collect(upTo: most).readableBytesView)
        } catch is NIOTooManyBytesError {
            throw DashboardProblem(.tooLarge, "that is more than the \(most >> 10) KB that are taken here")
        }
    }

    // MARK: - Waiting

    /// `GET /confirm`, `GET /api/confirm`: how the change fares that has to be confirmed.
    private func addWaiting(to router: Router<WebContext>) {
        router.get(RouterPath(Self.waiting.text)) { request, context in
            let visitor = try DashboardRouter.visitor(context)
            let frame = await PageFrame(request, of: visitor, at: clock.now, office)
            return WebAnswer.page(frame.telling(ConfirmPage.page(await office.unconfirmed)))
        }
        router.get("/api/confirm") { _, context in
            _ = try DashboardRouter.visitor(context)
            guard let change = await office.unconfirmed else {
                return WebAnswer.problem(.notFound, "no change waits to be confirmed")
            }
            return try WebAnswer.json(change)
        }
    }

    private func waitingPage(for visitor: Visitor) async -> Response {
        var frame = PageFrame(visitor: visitor, now: clock.now, here: Self.waiting)
        frame.unconfirmed = await office.unconfirmed
        var answer = WebAnswer.page(frame.telling(ConfirmPage.page(frame.unconfirmed), isAnswer: true))
        // Not loaded again, which would send the form again, but left for the page that says how it goes on.
        if let refresh = HTTPField.Name("Refresh") {
            answer.headers[refresh] = "\(Self.look); url=\(Self.waiting.text)"
        }
        return answer
    }
}
