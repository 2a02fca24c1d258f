import Glibc
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle

/// The listening side of the server.
struct HTTPService: Service {
    let configuration: ThreatAPIConfiguration
    let state: ServerState
    let opening: Opening
    let logger: Logger

    func run() async throws {
        let fastPath = FastPath(state: state)
        let application = Application(
            responder: APIResponder(state: state),
            server: HTTPServerBuilder { APIChannel(responder: $0, fastPath: fastPath) },
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port), backlog: 1024,
                availableConnectionsDelegate: MaximumAvailableConnections(configuration.maximumConnections)),
            onServerRunning: { [opening, configuration] channel in
                await opening.isListening(on: channel.localAddress?.port ?? configuration.port)
            },
            logger: logger)
        try await withGracefulShutdownHandler {
            do {
                try await application.run()
            } catch let error as IOError {
                throw ThreatAPIError.cannotListen(
                    host: configuration.host, port: configuration.port,
                    reason: String(cString: strerror(error.errnoCode)))
            }
        } onGracefulShutdown: { [state] in
            // Streams last as long as their clients wish: they are told to end before connections are waited for.
            state.core?.feed.close()
        }
    }
}
