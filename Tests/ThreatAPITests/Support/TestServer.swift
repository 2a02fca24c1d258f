import AsyncHTTPClient
import Foundation
import Geolocation
import Logging
import NIOCore
import NIOHTTP1
import Observability
import ServiceLifecycle
import Store
import ThreatModel

@testable import ThreatAPI

/// A whole server on a port of its own, for the length of a test.
struct TestServer: Sendable {
    let port: Int
    let clock: ManualClock
    let store: any Store
    let administration: Administration
    let metrics: MetricsRegistry
    let health: HealthRegistry
    private let server: ThreatAPIServer

    /// One client for all tests of the process, that unpacks nothing and goes nowhere by itself.
    static let client = HTTPClient(
        eventLoopGroupProvider: .singleton,
        configuration: HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(60)),
            connectionPool: .init(idleTimeout: .seconds(30), concurrentHTTP1ConnectionsPerHostSoftLimit: 128),
            decompression: .disabled))

    /// Runs `body` against a server that is stopped gracefully afterwards.
    ///
    /// - Parameters:
    ///   - store: what it works on; a ``MemoryStore`` of its own when `nil`.
    ///   - prepare: what is done to the store before the server starts.
    static func run<Result: Sendable>(
        on store: (any Store)? = nil, clock: ManualClock = ManualClock(), logger: Logger = Self.logger,
        appealPages: any AppealPageFetcher = NoAppealPages(), appealNames: any NameLookup = NoNames(),
        configure: (inout ThreatAPIConfiguration) -> Void = { _ in },
        _ body: @Sendable @escaping (TestServer) async throws -> Result
    ) async throws -> Result {
        let folder = try TemporaryFolder()
        var configuration = ThreatAPIConfiguration(dataFolder: folder.path)
        configuration.port = 0
        // Those of this machine are as good as any, and take a debug build seconds to read.
        configuration.places.databases = []
        // Tests are run on disks that are nearly full, too.
        configuration.blobs.spareBytes = 0
        configure(&configuration)
        let store = store ?? MemoryStore()
        let metrics = MetricsRegistry()
        let health = HealthRegistry()
        let (ports, portFound) = AsyncStream.makeStream(of: Int.self)
        let server = ThreatAPIServer(
            configuration: configuration, clock: clock, metrics: metrics, health: health, logger: logger,
            appealPages: appealPages, appealNames: appealNames, makeStore: { _ in KeptOpenStore(store) },
            onReady: { port in
                portFound.yield(port)
                portFound.finish()
            })
        let tiers = configuration.tiers
        return try await whileRunning(server) {
            guard let port = await ports.first(where: { _ in true }) else { throw CancellationError() }
            let test = TestServer(
                port: port, clock: clock, store: store,
                administration: Administration(store: store, clock: clock, tiers: tiers),
                metrics: metrics, health: health, server: server)
            let result = try await body(test)
            withExtendedLifetime(folder) {}
            return result
        }
    }

    static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// Runs a server for the length of `body`, then stops it gracefully.
    static func whileRunning<Result: Sendable>(
        _ server: ThreatAPIServer, _ body: @Sendable @escaping () async throws -> Result
    ) async throws -> Result {
        let group = ServiceGroup(services: [server], logger: logger)
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let result: Swift.Result<Result, any Error>
            do {
                result = .success(try await body())
            } catch {
                result = .failure(error)
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return try result.get()
        }
    }

    // MARK: Keys

    func key(tier: String = "free") async throws -> String {
        let secret = try await administration.createKey(tier: tier, label: "test").secret.text
        try await refreshIdentities()
        return secret
    }

    func sensorToken(account: String? = nil) async throws -> String {
        let secret = try await administration.createSensorToken(forAccount: account, name: "sensor").secret.text
        try await refreshIdentities()
        return secret
    }

    func administratorKey() async throws -> String {
        let secret = try await administration.createAdministratorKey(label: "test").secret.text
        try await refreshIdentities()
        return secret
    }

    var state: ServerState { server.state }

    /// The parts of the running server.
    func core() throws -> ServerCore { try state.runningCore() }

    /// Does at once what the server does some times a second: takes up keys that were made or disabled beside it.
    func refreshIdentities() async throws { try await core().identities.refresh(at: clock.now) }

    /// Gives the running server other tiers.
    func reload(tiers: [Tier]) {
        var configuration = ThreatAPIConfiguration(dataFolder: "")
        configuration.tiers = tiers
        server.reload(configuration)
    }

    /// Waits until a stream has told everything and waits for more.
    func waitForFollower() async throws {
        while try core().feed.followerCount == 0 { await Task.yield() }
    }

    // MARK: Requests

    func get(_ path: String, key: String? = nil, headers: [(String, String)] = []) async throws -> TestResponse {
        try await send(.GET, path, key: key, headers: headers)
    }

    func head(_ path: String, key: String? = nil) async throws -> TestResponse {
        try await send(.HEAD, path, key: key)
    }

    func post(
        _ path: String, key: String? = nil, json: String, headers: [(String, String)] = []
    ) async throws -> TestResponse {
        try await send(
            .POST, path, key: key, headers: [("Content-Type", "application/json")] + headers, body: Array(json.utf8))
    }

    func send(
        _ method: HTTPMethod, _ path: String, key: String? = nil, headers: [(String, String)] = [],
        body: [UInt8] = []
    ) async throws -> TestResponse {
        try await Self.request(port, path, method, key: key, headers: headers, body: body)
    }

    static func request(
        _ port: Int, _ path: String, _ method: HTTPMethod = .GET, key: String? = nil,
        headers: [(String, String)] = [], body: [UInt8] = []
    ) async throws -> TestResponse {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
        request.method = method
        if let key { request.headers.add(name: "Authorization", value: "Bearer \(key)") }
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if !body.isEmpty { request.body = .bytes(body) }
        let response = try await client.execute(request, timeout: .seconds(120))
        let bytes = method == .HEAD ? ByteBuffer() : try await response.body.collect(upTo: 64 << 20)
        return TestResponse(
            status: Int(response.status.code), headers: response.headers, body: Array(bytes.readableBytesView))
    }

    func report(_ ip: String, category: String = "brute_force", key: String) async throws -> TestResponse {
        try await post("/v1/key/report", key: key, json: #"{"ip":"\#(ip)","category":"\#(category)"}"#)
    }
}

/// What came back.
struct TestResponse: Sendable {
    var status: Int
    var headers: HTTPHeaders
    var body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
    var lines: [Substring] { text.split(separator: "\n") }

    func json() throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any] ?? [:]
    }

    /// The sentence of an error.
    var error: String { (try? json()["error"] as? String) ?? "" }

    subscript(header: String) -> String? { headers.first(name: header) }
}

/// Lets a store outlive the server that works on it.
private struct KeptOpenStore: Store {
    let store: any Store

    init(_ store: any Store) { self.store = store }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any StoreTransaction) throws -> Result
    ) async throws -> Result { try await store.write(body) }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any StoreReader) throws -> Result
    ) async throws -> Result { try await store.read(body) }

    func identityVersion() async throws -> UInt64 { try await store.identityVersion() }

    func close() async {}
}
