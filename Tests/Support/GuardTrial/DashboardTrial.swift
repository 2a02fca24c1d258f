import APIClient
import Blocklists
import Dashboard
import Firewall
import Foundation
import Guard
import IPNetworks
import Logging
import Observability
import Settings
import TestGuards
import ThreatModel

/// The guard's dashboard over a firewall in memory, with a month of made-up history behind it and made-up packets coming in:
/// what pages look like, and what they cost, with more than a test could send.
struct DashboardTrial {
    let folder: String
    let port: Int

    private static let password = "guard trial"
    /// Flows begin so many times a second.
    private static let ticks = 10
    private static let sources = ["SikkerAPI", "AbuseIPDB", "blocklist.de", "FireHOL level 1"].map {
        SourceIdentity(id: $0.lowercased(), name: $0)
    }
    private static let ports: [UInt16] = [22, 22, 22, 23, 80, 443, 25, 3389, 445, 8080, 5060, 6379]

    /// - Parameters:
    ///   - entries: listed addresses.
    ///   - rate: flows that begin within a second.
    func run(entries: Int, rate: Int) async throws {
        let addresses = TrialEnforcer.addresses(entries, seed: 7).map { IPAddress(v4: $0) }
        let (service, configured) = try await guarding(addresses)
        let health = HealthRegistry()
        var options = configured
        options.port = port
        GuardTrial.say("the password is: \(Self.password)")
        let web = DashboardService(
            options, of: service, metrics: MetricsRegistry(), health: health, logger: Self.logger,
            onListening: { GuardTrial.say("http://127.0.0.1:\($0)") })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            while service.history == nil { try await Task.sleep(for: .milliseconds(20)) }
            group.addTask { await web.run() }
            group.addTask {
                await recordMonth(of: addresses, in: service)
                try await send(rate, from: addresses, to: service)
            }
            try await group.waitForAll()
        }
    }

    private static var logger: Logger { Logger(label: "trial") { LineLogHandler(label: $0) } }

    private func guarding(_ addresses: [IPAddress]) async throws -> (GuardService, DashboardOptions) {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let half = addresses.count / 2
        var lists: [String] = []
        for (name, part) in [
            ("office.txt", addresses.prefix(half + half / 3)), ("shared.txt", addresses.dropFirst(half)),
        ] {
            let text = part.map { "\($0)\n" }.joined()
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
            lists.append("\(folder)/\(name)")
        }
        let file = "\(folder)/config.yaml"
        if !FileManager.default.fileExists(atPath: file) {
            let settings =
                "custom_blacklist: [\(lists.joined(separator: ", "))]\nwhitelist: [office.example, 198.51.100.7]\n"
                + "dashboard.password: \(Self.password)\n"
            try Data(settings.utf8).write(to: URL(fileURLWithPath: file))
        }
        let place = SettingsPlace<GuardConfiguration>.named(file)
        let flags: [String: SettingNode] = ["data": .text("\(folder)/data")]
        let read: @Sendable () -> EffectiveSettings<GuardConfiguration> = {
            GuardConfiguration.reading(place, SettingSources(flags: flags))
        }
        let (backend, host) = (DryRunBackend(), PlayedHost(.sample))
        let configuration = try read().checked()
        let service = GuardService(
            configuration, connections: HTTPConnections(), version: "trial", logger: Self.logger,
            metrics: MetricsRegistry(), health: HealthRegistry(),
            surroundings: GuardSurroundings(
                makeBackend: { _, _ in .init(name: "memory", backend: backend) }, makeFacts: { _, _, _ in host }),
            reloading: GuardReloading(
                current: configuration, place: place, logger: Self.logger, read: read))
        return (service, configuration.dashboard)
    }

    /// Hours of thirty days, more in the afternoon than at night.
    private func recordMonth(of addresses: [IPAddress], in service: GuardService) async {
        guard let history = service.history else { return }
        let now = SystemClock().now
        for hour in stride(from: 24 * 30, through: 0, by: -1) {
            let time = now.advanced(by: .seconds(-3600 * hour))
            let busy = 4 + (hour * 7) % 13 + (hour % 24 < 12 ? 6 : 0)
            let flows = (0..<busy).map { flow(hour &* 31 &+ $0, addresses) }.map { flow, sources in
                BlockedPackets(flow: flow, packets: 1 + Int(flow.destinationPort) % 9, sources: sources)
            }
            history.record(BlockRound(time: time, flows: flows))
            if hour % 100 == 0 { await history.tick() }
        }
    }

    private func flow(_ number: Int, _ addresses: [IPAddress]) -> (BlockedFlow, [SourceIdentity]) {
        // Few come often, many come once.
        let place = number % 3 == 0 ? number % min(12, addresses.count) : (number &* 7919) % addresses.count
        let port = Self.ports[number % Self.ports.count]
        let flow = BlockedFlow(
            source: addresses[abs(place)], transport: port == 5060 ? 17 : 6, destinationPort: port)
        return (flow, [Self.sources[number % 7 % Self.sources.count]])
    }

    private func send(_ rate: Int, from addresses: [IPAddress], to service: GuardService) async throws {
        var (sent, due, tick) = (0, 0.0, 0)
        var packets: [BlockedPackets] = []
        while !Task.isCancelled {
            try await Task.sleep(for: .milliseconds(1000 / Self.ticks))
            due += Double(rate) / Double(Self.ticks)
            tick += 1
            let now = SystemClock().now
            while Double(sent) < due {
                let (flow, sources) = flow(sent, addresses)
                service.blocks.yield(
                    BlockEvent(flow: flow, phase: .began, began: now, mode: .drop, sources: sources))
                packets.append(BlockedPackets(flow: flow, packets: 1 + sent % 9, sources: sources))
                sent += 1
            }
            guard tick.isMultiple(of: 10 * Self.ticks) else { continue }
            for packet in packets.suffix(1000) {
                service.blocks.yield(
                    BlockEvent(
                        flow: packet.flow, phase: .ended(packets: packet.packets),
                        began: now.advanced(by: .seconds(-10)),
                        mode: .drop, sources: packet.sources))
            }
            service.history?.record(BlockRound(time: now, flows: packets))
            packets = []
        }
    }
}
