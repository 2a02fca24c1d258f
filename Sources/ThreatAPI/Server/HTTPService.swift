import Glibc
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle

/// The listening side of the server, on one port.
struct HTTPService: Service {
    let listener: Listener
    let configuration: ThreatAPIConfiguration
    let state: ServerState
    let opening: Opening
    let logger: Logger

    func run() async throws {
        let fastPath = FastPath(state: state)
        let application = Application(
            responder: APIResponder(state: state),
            server: HTTPServerBuilder { [listener, state] in
                APIChannel(
                    responder: $0, fastPath: fastPath, keeper: state.doorkeeper, certificates: listener.certificates)
            },
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: listener.port), backlog: 1024,
                availableConnectionsDelegate: MaximumAvailableConnections(configuration.maximumConnections)),
            onServerRunning: { [opening, listener, logger] channel in
                let port = channel.localAddress?.port ?? listener.port
                guard listener.isMain else {
                    return logger.info("TLS has a port of its own", metadata: ["port": "\(port)"])
                }
                await opening.isListening(on: port)
            },
            logger: logger)
        try await withGracefulShutdownHandler {
            do {
                try await application.run()
            } catch let error as IOError {
                throw ThreatAPIError.cannotListen(
                    host: configuration.host, port: listener.port,
                    reason: String(cString: strerror(error.errnoCode)))
            }
        } onGracefulShutdown: { [state] in
            // Streams last as long as their clients wish: they are told to end before connections are waited for.
            state.core?.feed.close()
        }
    }
}
