import Logging
import NIOCore
import NIOPosix
import Observability
import ServiceLifecycle

/// The server as a DNS list: answers on every place of its configuration until it is told to stop.
struct DNSBLService: Service {
    let configuration: DNSBLConfiguration
    let zone: DNSName
    let listings: SnapshotListings
    let health: HealthCheck
    let metrics: DNSBLMetrics
    let logger: Logger

    /// - Throws: ``ThreatAPIError/cannotListen(host:port:reason:)``
    func run() async throws {
        let responder = DNSBLResponder(
            zone: DNSBLZone(
                name: zone, timeToLive: UInt32(clamping: configuration.timeToLive.components.seconds),
                nameServers: configuration.nameServers))
        let sockets = try DNSBLSockets.open(configuration.listen)
        defer { for socket in sockets { socket.closeDatagrams() } }
        let loop = try DNSBLDatagramLoop(
            descriptors: sockets.map(\.datagrams), responder: responder, listings: listings,
            rateLimit: DNSBLRateLimit(rate: configuration.rate, exempt: configuration.exempt), metrics: metrics)
        let streams = DNSBLStreamServer(
            responder: responder, listings: listings, configuration: configuration, metrics: metrics)
        var listeners: [any Channel] = []
        for socket in sockets {
            do {
                listeners.append(try await streams.listen(on: socket.connections))
            } catch {
                for listener in listeners { try? await listener.close() }
                throw ThreatAPIError.cannotListen(
                    host: "\(socket.place.address)", port: Int(socket.place.port), reason: "\(error)")
            }
        }
        let places = sockets.map { "\($0.place)" }.joined(separator: " and ")
        logger.info("The DNS list \(zone) answers on \(places)")
        health.set(.ok, "the DNS list answers for \(zone)")
        await answer(loop)
        for listener in listeners { try? await listener.close() }
    }

    /// Returns when the loop was told to end and has ended.
    private func answer(_ loop: DNSBLDatagramLoop) async {
        let threads = NIOThreadPool(numberOfThreads: 1)
        threads.start()
        await withTaskCancellationOrGracefulShutdownHandler {
            await withCheckedContinuation { continuation in
                threads.submit { state in
                    if state == .active { loop.run() }
                    continuation.resume()
                }
            }
        } onCancelOrGracefulShutdown: {
            loop.stop()
        }
        try? await threads.shutdownGracefully()
    }
}
