import Guard
import HTTPTypes
import Hummingbird
import Observability
import ThreatModel
import WebPages

/// Which path leads where: to monitoring, to the files of pages, to what ``DashboardRegistry`` lists.
struct DashboardRouter: Sendable {
    let service: GuardService
    let metrics: MetricsRegistry
    let health: HealthRegistry
    /// The guard while it works.
    let guarded: @Sendable () throws(DashboardProblem) -> GuardAtWork
    let live: LiveFeed
    let clock: any WallClock
    let office: ChangeOffice
    let connections: ConnectionTimes
    let doorkeeper: Doorkeeper
    let options: @Sendable () async -> DashboardOptions
    /// Whether all of it goes over TLS.
    let isSecure: Bool

    func router() -> Router<WebContext> {
        let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: AnswerPacking())
        router.add(middleware: ConnectionGate(times: connections, office: office))
        router.add(middleware: WebGate(options: options, doorkeeper: doorkeeper, isSecure: isSecure))
        LoginRoutes(
            doorkeeper: doorkeeper, clock: clock, isSecure: isSecure,
            afterSetup: { [service] in
                await SetupStep.first(for: service.orders)?.target.text ?? "/"
            },
            badge: { await badge }
        ).add(to: router)
        SetupRoutes(service: service, guarded: guarded, office: office, clock: clock).add(to: router)
        addMonitoring(to: router)
        AssetRoutes.add(to: router)
        DescriptionRoute.add(to: router)
        addLive(to: router, doorkeeper)
        for view in DashboardRegistry.views { add(view, to: router) }
        ChangeRoutes(office: office, clock: clock).add(to: router)
        HandListRoutes(service: service).add(to: router)
        SettingsFileRoute(service: service).add(to: router)
        return router
    }

    private func addMonitoring(to router: Router<WebContext>) {
        router.get("/healthz") { [health] _, _ in
            let report = health.report
            return WebAnswer.json(report.json, status: report.isReady ? .ok : .serviceUnavailable)
        }
        router.get("/metrics") { [metrics] _, _ in
            WebAnswer.text(metrics.exposition(), type: PrometheusText.contentType)
        }
        router.get("/api/stats") { [service] _, _ in
            guard let desk = service.orders else {
                return WebAnswer.problem(.serviceUnavailable, "the guard is not at work yet")
            }
            return try WebAnswer.json(await desk.status())
        }
    }

    // MARK: - Views

    private func add(_ view: some DashboardView, to router: Router<WebContext>) {
        router.get(RouterPath(view.path)) { request, context in
            let visitor = try Self.visitor(context)
            let frame = await PageFrame(request, of: visitor, at: clock.now, office)
            do {
                let model = try await model(of: view, request, context, visitor)
                if let target = view.elsewhere(model) { return WebAnswer.seeOther(target.text) }
                var page = view.page(model, in: frame)
                page.formToken = visitor.formToken
                return WebAnswer.page(frame.telling(page), showing: await badge)
            } catch let problem as DashboardProblem {
                return WebAnswer.page(frame.telling(ProblemPage.page(problem)), status: problem.status)
            }
        }
        router.get(RouterPath(view.dataPath)) { request, context in
            do {
                return try WebAnswer.json(try await model(of: view, request, context, try Self.visitor(context)))
            } catch let problem as DashboardProblem {
                return WebAnswer.problem(problem.status, problem.sentence)
            }
        }
    }

    /// As the guard fares now, without asking the kernel; `nil` before it is at work.
    private var badge: StandingBadge? {
        get async {
            await service.status().map { StandingBadge(state: StatusReport.state(of: $0, at: clock.now)) }
        }
    }

    private func model<View: DashboardView>(
        of view: View, _ request: Request, _ context: WebContext, _ visitor: Visitor
    ) async throws(DashboardProblem) -> View.Model {
        try await view.model(for: try asked(request, context, visitor))
    }

    func asked(
        _ request: Request, _ context: WebContext, _ visitor: Visitor
    ) throws(DashboardProblem) -> ViewRequest {
        try ViewRequest(try guarded(), request, context, by: visitor, at: clock.now)
    }

    static func visitor(_ context: WebContext) throws -> Visitor {
        guard let visitor = context.visitor else { throw HTTPError(.unauthorized) }
        return visitor
    }
}
