package import Firewall
package import Guard
package import IPNetworks
import Logging
import Settings

/// A guard whose firewall is in memory, with its socket open and its settings in a file.
package struct ServedGuard {
    package let folder: Folder
    package let guarding: RunningGuard
    package let backend = DryRunBackend()
    package let reloading: GuardReloading

    package var file: String { folder.path("config.yaml") }
    package var client: ControlClient { ControlClient(path: guarding.configuration.controlSocket) }

    /// - Parameters:
    ///   - settings: `LIST` in them stands for the path of a file with these addresses.
    ///   - folder: one in which a guard has left something; `nil`: an empty one.
    package init(_ settings: String, list: String = "45.40.0.1\n", in folder: Folder? = nil) throws {
        self.folder = try folder ?? Folder()
        let folder = self.folder
        let listed = try folder.write("mine.txt", list)
        let path = try folder.write("config.yaml", settings.replacing("LIST", with: listed))
        let flags: [String: SettingNode] = ["data": .text(folder.path("data"))]
        let place = SettingsPlace<GuardConfiguration>.named(path)
        let read: @Sendable () -> EffectiveSettings<GuardConfiguration> = {
            GuardConfiguration.reading(place, SettingSources(flags: flags))
        }
        let (host, backend) = (PlayedHost(.sample), backend)
        var guarding = try RunningGuard(
            ["SIKKER_CUSTOM_BLACKLIST": "/none"], folder: folder,
            surroundings: GuardSurroundings(
                makeBackend: { _, _ in .init(name: "dry-run", backend: backend) }, makeFacts: { _, _, _ in host }))
        guarding.configuration = try read().checked()
        reloading = GuardReloading(
            current: guarding.configuration, place: place, logger: guarding.log.logger, read: read)
        self.guarding = guarding
    }

    /// Runs `body` while the guard is at work and takes orders.
    package func whileRunning(_ body: (GuardService) async throws -> Void) async throws {
        try await guarding.whileRunning(reloading: reloading) { service in
            let socket = ControlService(path: guarding.configuration.controlSocket, logger: guarding.log.logger) {
                service.orders
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await socket.run() }
                // Its file is there a moment before it takes connections.
                while (try? await client.ask(.status, for: StatusReport.self)) == nil {
                    try Task.checkCancellation()
                    await Task.yield()
                }
                try await body(service)
                group.cancelAll()
            }
        }
    }

    /// Asks until the answer is as wanted: what was ordered is done soon, not at once.
    package func status(until isWanted: (StatusReport) -> Bool) async throws -> StatusReport {
        while true {
            let report: StatusReport = try await client.ask(.status)
            if isWanted(report) { return report }
            await Task.yield()
        }
    }

    /// Waits until the firewall blocks just these.
    package func blocks(_ wanted: IPAddressSet) async throws {
        while await backend.read().lists.blocked != wanted {
            try Task.checkCancellation()
            await Task.yield()
        }
    }
}
