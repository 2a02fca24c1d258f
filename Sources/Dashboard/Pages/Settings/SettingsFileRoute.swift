import Guard
import Hummingbird

/// `GET /api/settings.yaml`: what was changed here, to be kept or given to other guards. Never a secret.
struct SettingsFileRoute: Sendable {
    let service: GuardService

    func add(to router: Router<WebContext>) {
        router.get("/api/\(KeptSettings.fileName)") { _, context in
            _ = try DashboardRouter.visitor(context)
            guard let desk = service.orders else {
                return WebAnswer.problem(.serviceUnavailable, DashboardProblem.starting.sentence)
            }
            // RFC 9512.
            return WebAnswer.file(
                await desk.keptSettingsText(), type: "application/yaml", name: "sikker-guard-\(KeptSettings.fileName)")
        }
    }
}
