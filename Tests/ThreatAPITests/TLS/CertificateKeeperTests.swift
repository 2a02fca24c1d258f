import Logging
import Observability
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("The server's certificate")
struct CertificateKeeperTests {
    struct World {
        let certificate: TestCertificate
        let clock = ManualClock(SystemClock().now)
        let health = HealthRegistry().check("tls")
        let metrics = CertificateMetrics(registry: MetricsRegistry())
        let keeper: CertificateKeeper

        init(days: Int = 90) async throws {
            certificate = try await TestCertificate(days: days)
            // A certificate begins in the second in which it was made; another one will be made in a while.
            clock.advance(by: .seconds(3600))
            keeper = try CertificateKeeper(
                files: certificate.files, clock: clock, health: health, metrics: metrics, logger: TestServer.logger)
        }
    }

    @Test("A new pair is taken up; the same is not taken twice")
    func renewal() async throws {
        let world = try await World()
        let first = world.keeper.context
        world.keeper.refresh()
        #expect(world.keeper.context === first && world.health.state.status == .ok)
        try await world.certificate.make(days: 60)
        world.keeper.refresh()
        #expect(world.keeper.context !== first && world.metrics.taken.value == 1)
        let end = world.clock.now.seconds + 60 * 86_400
        #expect(abs(Int64(world.metrics.end.value) - end) < 7200)
    }

    @Test("A bad pair never replaces a good one, and health says why", arguments: ["mismatch", "garbage", "gone"])
    func badPair(_ fault: String) async throws {
        let world = try await World()
        let good = world.keeper.context
        switch fault {
        case "mismatch": try await world.certificate.make(keyFile: "other.key")
        case "garbage": try world.certificate.write("-----BEGIN CERTIFICATE-----\nx\n", to: "server.pem")
        default: try await world.certificate.make(certificateFile: "other.pem", keyFile: "server.key")
        }
        world.keeper.refresh()
        #expect(world.keeper.context === good)
        #expect(world.health.state.status == .degraded && world.health.state.sentence.contains("not used"))
        #expect(world.metrics.refused.value == 1)
        world.keeper.refresh()
        #expect(world.metrics.refused.value == 1)
        try await world.certificate.make()
        world.keeper.refresh()
        #expect(world.keeper.context !== good && world.health.state.status == .ok)
    }

    @Test("Health tells before the certificate ends, and after")
    func ending() async throws {
        let world = try await World(days: 20)
        #expect(world.health.state.status == .ok)
        world.clock.advance(by: .seconds(7 * 86_400))
        world.keeper.refresh()
        #expect(world.health.state.sentence.contains("ends soon"))
        world.clock.advance(by: .seconds(14 * 86_400))
        world.keeper.refresh()
        #expect(world.health.state.status == .degraded && world.health.state.sentence.contains("not valid now"))
    }

    @Test("One that is over does not replace one that is not")
    func over() async throws {
        let world = try await World(days: 90)
        let good = world.keeper.context
        try await world.certificate.make(days: 1)
        world.clock.advance(by: .seconds(5 * 86_400))
        world.keeper.refresh()
        #expect(world.keeper.context === good && world.health.state.sentence.contains("not valid at this time"))
    }

    @Test("A server does not start with a pair that cannot be used, and says which")
    func start() async throws {
        let certificate = try await TestCertificate()
        try certificate.write("", to: "server.key")
        let error = #expect(throws: ThreatAPIError.self) {
            try CertificateKeeper(
                files: certificate.files, clock: SystemClock(), health: HealthRegistry().check("tls"),
                metrics: CertificateMetrics(registry: MetricsRegistry()), logger: TestServer.logger)
        }
        #expect(error?.description.contains("server.pem cannot be used: there is no PEM private key") == true)
        var missing = certificate.files
        missing.certificateFile += ".none"
        #expect(throws: CertificateError.unreadable(missing.certificateFile)) { try CertificateFiles(missing) }
    }
}
