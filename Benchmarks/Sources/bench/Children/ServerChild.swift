import Logging
import Observability
import ServiceLifecycle
import ThreatAPI

enum ServerChild {
    static func run(_ arguments: [String]) async throws {
        guard arguments.count == 2, let port = Int(arguments[1]) else { throw BenchmarkFailure("server FOLDER PORT") }
        var configuration = ThreatAPIConfiguration(dataFolder: arguments[0])
        configuration.port = port
        let logger = Logger(label: "server") { LineLogHandler(label: $0) }
        let server = ThreatAPIServer(configuration: configuration, logger: logger)
        try await ServiceGroup(services: [server], logger: logger).run()
    }
}
