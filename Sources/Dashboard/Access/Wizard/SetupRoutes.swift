import APIClient
import Blocklists
import Guard
import HTTPTypes
import Hummingbird
import IPNetworks
import Settings
import ThreatModel
import WebPages

/// `/setup/…`: the first settings, by the same ways as every other change.
struct SetupRoutes: Sendable {
    let service: GuardService
    /// The guard while it works.
    let guarded: @Sendable () throws(DashboardProblem) -> GuardAtWork
    let office: ChangeOffice
    let clock: any WallClock

    private static let mostBytes = 8192

    func add(to router: Router<WebContext>) {
        for step in SetupStep.allCases {
            router.get(RouterPath(step.target.text)) { request, context in
                WebAnswer.page(try await page(step, request, context, problem: nil))
            }
            router.post(RouterPath(step.target.text)) { request, context in
                let form = try await form(request)
                let receipt: ChangeReceipt?
                do throws(DashboardProblem) {
                    receipt = try await take(form, step, try visitor(context))
                } catch {
                    guard error.kind != .forbidden else { throw error }
                    return WebAnswer.page(
                        try await page(step, request, context, problem: error), status: error.status)
                }
                return WebAnswer.seeOther(whatFollows(step, receipt))
            }
        }
    }

    /// The next step, which tells what was done and how to take it back. The first page, to which the last step leads, says
    /// what is so by itself.
    private func whatFollows(_ step: SetupStep, _ receipt: ChangeReceipt?) -> String {
        guard let receipt, step.next != nil else { return step.afterwards.text }
        let id = office.notices.pin(.done(receipt), of: step.rawValue, at: clock.now)
        return ReturnPath.path(step.afterwards.text, telling: id)
    }

    private func page(
        _ step: SetupStep, _ request: Request, _ context: WebContext, problem: DashboardProblem?
    ) async throws -> Page {
        let visitor = try visitor(context)
        let frame = await PageFrame(request, of: visitor, at: clock.now, office)
        let page = try await content(of: SetupStepPage(step: step, problem: problem, frame: frame), for: visitor)
        return frame.telling(page)
    }

    private func content(of page: SetupStepPage, for visitor: Visitor) async throws(DashboardProblem) -> Page {
        let guarded = try self.guarded()
        let configuration = await guarded.desk.configuration
        switch page.step {
        case .server: return page.server(configuration)
        case .sources: return page.sources(configuration)
        case .allowlist:
            return page.allowlist(
                await service.status()?.allowlist.ranges ?? [], visitors: await strangers(visitor),
                own: configuration.whitelist.map { "\($0)" })
        case .mode: return page.mode(configuration)
        }
    }

    /// Whom the guard would block if a list said so, and who is probably its owner.
    private func strangers(_ visitor: Visitor) async -> [SetupStepPage.Stranger] {
        let allowed = await service.status()?.allowlist.addresses ?? IPAddressSet()
        var found: [SetupStepPage.Stranger] = []
        if let address = visitor.address { found.append(.init(address: address, meaning: "you, at this moment")) }
        for address in await service.loggedIn() where address != visitor.address {
            found.append(.init(address: address, meaning: "logged in by SSH"))
        }
        return found.filter { !$0.address.isLoopback && !allowed.contains($0.address) }
    }

    // MARK: - What was filled in

    /// - Returns: what has changed; `nil`: nothing.
    private func take(
        _ form: FormFields, _ step: SetupStep, _ visitor: Visitor
    ) async throws(DashboardProblem) -> ChangeReceipt? {
        let desk = try guarded().desk
        let now = await desk.configuration
        switch step {
        case .server: return try await make(try await server(form, now), by: visitor)
        case .sources: return try await make(sources(form, now), by: visitor)
        case .allowlist: return try await takeAllowlist(form, desk, visitor)
        case .mode:
            guard let mode = form["mode"], ["log", "protect"].contains(mode) else {
                throw DashboardProblem(.wrong, "choose whether packets are dropped")
            }
            let isLogOnly = mode == "log"
            return try await make(
                isLogOnly == now.isLogOnly ? [] : [setting("log_only", "\(isLogOnly)")], by: visitor)
        }
    }

    /// Tried out before anything is changed.
    private func server(
        _ form: FormFields, _ now: GuardConfiguration
    ) async throws(DashboardProblem) -> [ChangeOrder] {
        let server: ServerURL
        do throws(APIError) {
            server = try form["server"].map { (text) throws(APIError) in try ServerURL(text) } ?? now.server
        } catch {
            throw DashboardProblem(.wrong, "\(error)")
        }
        // Whoever has no key goes on with other sources.
        guard form["key"] != nil || server != now.server else { return [] }
        let key: Credential?
        do throws(APIError) {
            key = try form["key"].map { (text) throws(APIError) in try Credential(text) } ?? now.credential
        } catch {
            throw DashboardProblem(.wrong, "the key is not one: \(error)")
        }
        guard let key else { throw DashboardProblem(.wrong, "the key for this server is missing") }
        do throws(APIError) {
            try await service.tryOut(key, at: server)
        } catch {
            throw DashboardProblem(.wrong, "nothing was saved: \(error)")
        }
        return (server == now.server ? [] : [setting("api.url", "\(server)")])
            + (form["key"].map { [setting("api.key", $0)] } ?? [])
    }

    private func sources(_ form: FormFields, _ now: GuardConfiguration) -> [ChangeOrder] {
        var orders: [ChangeOrder] = []
        let feeds = BlocklistDEFeed.allCases.filter { form.has("feed-\($0.rawValue)") }
        if Set(feeds) != Set(now.lists.blocklistDE.feeds) {
            let words = feeds.map(\.rawValue).joined(separator: ",")
            orders.append(setting("blocklist_de.feeds", words.isEmpty ? nil : words))
        }
        if let key = form["abuseipdb"] { orders.append(setting("abuseipdb.key", key)) }
        return orders
    }

    /// All entries, or none where one makes no sense.
    private func takeAllowlist(
        _ form: FormFields, _ desk: ControlDesk, _ visitor: Visitor
    ) async throws(DashboardProblem) -> ChangeReceipt? {
        let ticked = form.names.filter { $0.hasPrefix("entry-") }.sorted().compactMap { form[$0] }
        let written = (form["entries"] ?? "").split { $0.isNewline || $0 == "," }.map { $0.filter { $0 != " " } }
        let entries = (ticked + written).filter { !$0.isEmpty }
        if let wrong = entries.first(where: { WhitelistEntry($0) == nil }) {
            throw DashboardProblem(.wrong, "'\(wrong.prefix(60))' is no address, network, range or host name")
        }
        let before = await HandList(.allow, of: desk)
        let orders = entries.map {
            ChangeOrder(change: AllowChange.name, fields: ["entry": $0, "comment": "first settings"])
        }
        var receipt = try await make(orders, by: visitor)
        if orders.count > 1 {
            receipt?.message = "\(entries.count) entries are not blocked."
            receipt?.undo = ImportChange.order(before)
        }
        return receipt
    }

    private func setting(_ name: String, _ value: String?) -> ChangeOrder {
        guard let value else { return ChangeOrder(change: UnsetChange.name, fields: ["name": name]) }
        return ChangeOrder(change: SetChange.name, fields: ["name": name, "value": value])
    }

    /// - Returns: what all of them have done together; `nil`: there were none. What several have done is taken back one by one.
    private func make(
        _ orders: [ChangeOrder], by visitor: Visitor
    ) async throws(DashboardProblem) -> ChangeReceipt? {
        var receipts: [ChangeReceipt] = []
        for order in orders { receipts.append(try await office.make(order, by: visitor)) }
        guard receipts.count > 1 else { return receipts.first }
        return ChangeReceipt(message: receipts.map(\.message).joined(separator: " "))
    }

    // MARK: - Parts

    private func visitor(_ context: WebContext) throws(DashboardProblem) -> Visitor {
        guard let visitor = context.visitor, visitor.role >= .administrator else {
            throw DashboardProblem(.forbidden, "only an administrator sets a guard up")
        }
        return visitor
    }

    private func form(_ request: Request) async throws -> FormFields {
        try FormFields(sent: try await request.body.collect(upTo: Self.mostBytes).readableBytesView)
    }
}
