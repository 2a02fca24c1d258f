import Dashboard
import Guard
import Observability
import ServiceLifecycle

/// A guard with what belongs to it: the socket for orders, HTTP, and the word to the service manager. They end with it.
struct GuardRole: Service {
    private let service: GuardService
    private let companions: [any Service]

    init(
        _ configuration: GuardConfiguration, in run: ServiceRun, reloading: GuardReloading? = nil,
        notifier: ServiceNotifier? = nil
    ) {
        let logger = run.log.logger("guard")
        let service = GuardService(
            configuration, connections: run.connections, version: Version.number, logger: logger,
            metrics: run.metrics, health: run.health,
            surroundings: GuardSurroundings(session: SSHSession(Environment.text("SSH_CONNECTION"))),
            reloading: reloading)
        var companions: [any Service] = []
        // A dry run leaves the disk alone, and with it the socket's folder.
        if !configuration.isDryRun {
            companions.append(
                ControlService(path: configuration.controlSocket, logger: logger) { service.orders })
        }
        if configuration.dashboard.port != 0 {
            companions.append(
                DashboardService(
                    configuration.dashboard, of: service, metrics: run.metrics, health: run.health, logger: logger))
        }
        companions.append(
            Settling {
                guard let status = await service.status() else { return false }
                return status.isInStep && (status.protectedSince != nil || status.isDryRun)
            })
        if let notifier { companions.append(ServiceReporting(notifier, of: service)) }
        self.service = service
        self.companions = companions
    }

    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for companion in companions { group.addTask { try await companion.run() } }
            do {
                try await service.run()
            } catch {
                group.cancelAll()
                throw error
            }
            group.cancelAll()
        }
    }
}
