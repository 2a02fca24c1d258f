import APIClient
import Foundation
import IPNetworks
import TestClocks
import TestHosts
import TestServers
import Testing
import ThreatModel

@testable import Blocklists

/// Everything that sources on the network are made with, pointed at one server.
struct NetworkSources {
    /// Of all tests: never shut down, and so never in the way of a test that fails.
    private static let connections = HTTPConnections()
    private static let downloads = HTTPConnections(inflates: false)

    let folder: Folder
    var limits = FetchLimits(bytes: 1 << 20, entries: 20_000)
    let clock = TestClock()
    let wallClock = TestWallClock()
    var connections = Self.connections
    var downloads = Self.downloads
    var dailyCalls = 5
    var lookUp: @Sendable (String) -> [IPAddress] = { HostLookup.addresses(of: $0) }

    init() throws { folder = try Folder() }

    var stored: StoredFolder { StoredFolder(folder.path("")) }

    /// Trusts one certificate and nobody else.
    mutating func trust(_ certificate: ServerCertificate) {
        connections = HTTPConnections(authorities: certificate.file)
        downloads = HTTPConnections(inflates: false, authorities: certificate.file)
    }

    func shutdown() async {
        await connections.shutdown()
        await downloads.shutdown()
    }

    func settings(_ url: String, format: ListFormat = .plain, path: String = "/list.txt") throws -> SourceSettings {
        SourceSettings(
            api: APIClient(
                server: try ServerURL(url), credential: try Credential("sk_test"), connections: connections),
            lists: ListSourceOptions(
                abuseIPDB: AbuseIPDBOptions(
                    key: try #require(AbuseIPDBKey("secret")), dailyCalls: dailyCalls, base: url),
                blocklistDE: BlocklistDEOptions(feeds: [.ssh], base: url),
                urlLists: [URLListOptions(name: "Some list", url: try FetchURL(url + path), format: format)]),
            fetching: FetchSurroundings(
                connections: downloads, folder: stored, clock: wallClock, limits: limits, lookUp: lookUp))
    }

    /// The source of a kind.
    func source(
        _ kind: SourceKind, _ url: String, format: ListFormat = .plain, path: String = "/list.txt"
    ) throws -> any BlocklistSource {
        try #require(kind.make(try settings(url, format: format, path: path), clock).first)
    }

    func keeper(_ kind: SourceKind, _ url: String, format: ListFormat = .plain) throws -> SourceKeeper {
        SourceKeeper(try source(kind, url, format: format), folder: stored, clock: wallClock)
    }

    /// A certificate of its own making, which is over already when `days` is not above 0.
    func certificate(days: Int) async throws -> ServerCertificate {
        let (request, key, file) = (folder.path("tls.csr"), folder.path("tls.key"), folder.path("tls.pem"))
        let names = try folder.write("tls.names", "subjectAltName=IP:127.0.0.1\n")
        try await TestThread.run {
            try TestCommand.run([
                "openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-keyout", key, "-out", request, "-subj", "/CN=localhost",
            ])
            try TestCommand.run([
                "openssl", "x509", "-req", "-in", request, "-signkey", key, "-days", "\(days)", "-extfile", names,
                "-out", file,
            ])
        }
        return ServerCertificate(file: file, key: key)
    }
}

extension SourceKind: CustomTestStringConvertible {
    package var testDescription: String { name }

    /// Those that ask somebody on the network for whole lists.
    static let onTheNetwork = [
        SikkerAPISource.kind, AbuseIPDBOptions.kind, BlocklistDEOptions.kind, URLListOptions.kind,
    ]
    static let fetched = Array(onTheNetwork.dropFirst())
    /// Those that ask nobody.
    static let local = [CustomFileSource.kind, ManualSource.kind]
}

/// What a keeper told until it was stopped.
struct Told: Sendable {
    var lists: [KeptList] = []
    var health: [SourceHealth] = []

    /// The sentence of the last complaint.
    var complaint: String? {
        switch health.last?.state {
        case .refused(let reason, _), .failing(let reason, _): reason
        case .waiting, .current, .live, nil: nil
        }
    }

    var again: Timestamp? {
        switch health.last?.state {
        case .refused(_, let again), .failing(_, let again): again
        case .waiting, .current, .live, nil: nil
        }
    }
}

extension SourceKeeper {
    /// Follows the source until its health is as wanted, then stops it.
    func run(until isWanted: (SourceHealth) async -> Bool) async -> Told {
        let (updates, update) = AsyncStream.makeStream(of: SourceUpdate.self)
        return await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await self.run {
                    update.yield($0)
                    return .taken
                }
                update.finish()
            }
            var told = Told()
            for await update in updates {
                switch update {
                case .list(let list), .changes(_, let list): told.lists.append(list)
                case .health(let health): told.health.append(health)
                }
                if case .health(let health) = update, await isWanted(health) { break }
            }
            group.cancelAll()
            return told
        }
    }
}

extension SourceHealth {
    var isComplaint: Bool {
        switch state {
        case .refused, .failing: true
        case .waiting, .current, .live: false
        }
    }

    var isCurrent: Bool { state == .current || state == .live }
}
