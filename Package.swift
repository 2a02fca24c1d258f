// swift-tools-version:6.2
import PackageDescription

// One module per line of the table in ARCHITECTURE.md. Arrows only point down it; HouseTests holds this file against
// that table, so an import in the wrong direction fails the build of the tests rather than a review.

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

extension Target.Dependency {
    static let argumentParser = product(name: "ArgumentParser", package: "swift-argument-parser")
    static let asyncHTTPClient = product(name: "AsyncHTTPClient", package: "async-http-client")
    static let crypto = product(name: "Crypto", package: "swift-crypto")
    static let cryptoExtras = product(name: "CryptoExtras", package: "swift-crypto")
    static let grdb = product(name: "GRDB", package: "GRDB.swift")
    static let grdbSQLite = product(name: "GRDBSQLite", package: "GRDB.swift")
    static let hashTreeCollections = product(name: "HashTreeCollections", package: "swift-collections")
    static let httpTypes = product(name: "HTTPTypes", package: "swift-http-types")
    static let hummingbird = product(name: "Hummingbird", package: "hummingbird")
    static let hummingbirdCore = product(name: "HummingbirdCore", package: "hummingbird")
    static let hummingbirdTLS = product(name: "HummingbirdTLS", package: "hummingbird")
    static let logging = product(name: "Logging", package: "swift-log")
    static let nioCore = product(name: "NIOCore", package: "swift-nio")
    static let nioEmbedded = product(name: "NIOEmbedded", package: "swift-nio")
    static let nioHTTP1 = product(name: "NIOHTTP1", package: "swift-nio")
    static let nioHTTPCompression = product(name: "NIOHTTPCompression", package: "swift-nio-extras")
    static let nioHTTPTypes = product(name: "NIOHTTPTypes", package: "swift-nio-extras")
    static let nioSSL = product(name: "NIOSSL", package: "swift-nio-ssl")
    static let nioTLS = product(name: "NIOTLS", package: "swift-nio")
    static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
    static let serviceLifecycle = product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
    static let unixSignals = product(name: "UnixSignals", package: "swift-service-lifecycle")
    static let yams = product(name: "Yams", package: "Yams")
}

func module(
    _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [],
    plugins: [Target.PluginUsage] = []
) -> Target {
    .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings, plugins: plugins)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

let package = Package(
    name: "sikker",
    products: [.executable(name: "sikker", targets: ["sikker"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .executableTarget(name: "sikker", dependencies: ["Commands"], swiftSettings: settings),
        module(
            "Commands",
            [
                "APIClient", "Blocklists", "CMalloc", "Dashboard", "Detection", "Firewall", "Geolocation", "Guard",
                "Honeypots",
                "IPNetworks", "Integrations", "Observability", "Recordings", "Sensor", "Settings", "Store", "ThreatAPI",
                "ThreatModel", .argumentParser, .logging,
                .serviceLifecycle, .unixSignals,
            ]),
        module(
            "ThreatAPI",
            [
                "CDatagrams", "CZlib", "CZstd", "Detection", "Geolocation", "IPNetworks", "Integrations",
                "Mail", "Observability", "Recordings", "Scoring",
                "Store", "ThreatModel", "WebPages", .asyncHTTPClient, .crypto, .httpTypes, .hummingbird,
                .hummingbirdCore,
                .logging, .nioCore, .nioHTTP1, .nioHTTPTypes, .nioPosix, .nioSSL, .nioTLS, .serviceLifecycle, .yams,
            ], exclude: ["Resources"], plugins: ["EmbedResources"]),
        module(
            "Dashboard",
            [
                "APIClient", "Blocklists", "Firewall", "Geolocation", "Guard", "IPNetworks", "Observability",
                "Settings", "ThreatModel", "WebPages", .crypto, .cryptoExtras, .httpTypes, .hummingbird,
                .hummingbirdCore, .hummingbirdTLS, .logging, .nioCore, .nioSSL, .serviceLifecycle, .yams,
            ], exclude: ["Resources"], plugins: ["EmbedResources"]),
        module(
            "Guard",
            [
                "APIClient", "Blocklists", "Firewall", "Geolocation", "IPNetworks", "Mail", "Netlink",
                "Observability", "Settings", "ThreatModel", .asyncHTTPClient, .crypto, .grdb, .logging, .nioCore,
                .nioHTTP1, .nioPosix, .serviceLifecycle,
            ]),
        module(
            "Sensor",
            [
                "APIClient", "CMalloc", "Honeypots", "IPNetworks", "Observability", "ThreatModel", .crypto, .logging,
                .nioCore,
                .nioPosix,
                .serviceLifecycle,
            ]),
        module(
            "Honeypots", ["CZlib", "IPNetworks", "ThreatModel", .crypto, .cryptoExtras], exclude: ["Resources"],
            plugins: ["EmbedResources"]),
        module(
            "Blocklists",
            ["APIClient", "CZlib", "IPNetworks", "ThreatModel", .asyncHTTPClient, .nioCore, .nioHTTP1, .nioPosix]),
        module("Firewall", ["Netlink"]),
        module("Netlink", ["CNetfilter", "IPNetworks"]),
        .systemLibrary(name: "CNetfilter"),
        module("Store", ["IPNetworks", "ThreatModel", .grdb, .grdbSQLite]),
        module("Detection", ["IPNetworks", "ThreatModel", .yams], exclude: ["Resources"], plugins: ["EmbedResources"]),
        module(
            "Geolocation", ["CMaxMindDB", "IPNetworks", "ThreatModel"], exclude: ["Resources"],
            plugins: ["EmbedResources"]),
        .systemLibrary(name: "CMaxMindDB"),
        module(
            "Scoring", ["IPNetworks", "ThreatModel"], exclude: ["Resources"], plugins: ["EmbedResources"]),
        module(
            "APIClient",
            [
                "CZlib", "IPNetworks", "ThreatModel", .asyncHTTPClient, .logging, .nioCore, .nioHTTP1,
                .nioHTTPCompression, .nioPosix, .nioSSL,
            ]),
        .systemLibrary(name: "CDatagrams"),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CZlib"),
        .systemLibrary(name: "CZstd"),
        module("Recordings", ["WebPages"], exclude: ["Resources"], plugins: ["EmbedResources"]),
        module("WebPages", exclude: ["Resources"], plugins: ["EmbedResources"]),
        module("Integrations", ["IPNetworks"], exclude: ["Resources"], plugins: ["EmbedResources"]),
        module("Mail", ["ThreatModel", .nioPosix]),
        module("Settings", ["IPNetworks", .logging, .yams]),
        module("Observability", [.logging]),
        module("ThreatModel", ["IPNetworks"]),
        module("IPNetworks"),

        .executableTarget(name: "embed-resources", path: "Plugins/embed-resources", swiftSettings: settings),
        .plugin(name: "EmbedResources", capability: .buildTool(), dependencies: ["embed-resources"]),

        tests("APIClientTests", ["APIClient", "IPNetworks", "TestServers", "ThreatModel", .asyncHTTPClient, .nioCore]),
        tests(
            "BlocklistsTests",
            ["APIClient", "Blocklists", "IPNetworks", "TestClocks", "TestHosts", "TestServers", "ThreatModel"]),
        tests(
            "CommandsTests",
            [
                "Commands", "Guard", "IPNetworks", "Settings", "TestHosts", "TestLoop", "ThreatAPI", "ThreatModel",
                "sikker",
                .argumentParser, .logging,
            ]),
        tests(
            "DashboardTests",
            [
                "APIClient", "Blocklists", "Dashboard", "Firewall", "Geolocation", "Guard", "IPNetworks",
                "Observability", "Settings", "TestClocks", "TestGuards", "TestHosts", "TestLoop", "TestServers",
                "TestWire", "ThreatModel", "WebPages", "guard-trial", "sikker", .crypto, .httpTypes, .hummingbird,
                .logging,
                .nioCore,
            ], exclude: ["Browser/Clients"]),
        tests("DetectionTests", ["Detection", "IPNetworks", "Scoring", "ThreatModel"], exclude: ["Corpus"]),
        tests("FirewallTests", ["Firewall", "IPNetworks", "Netlink", "TestHosts"]),
        tests(
            "GeolocationTests", ["Geolocation", "IPNetworks", "ThreatModel"], exclude: ["Oracles/make-database.py"]),
        tests(
            "GuardTests",
            [
                "APIClient", "Blocklists", "Firewall", "Geolocation", "Guard", "IPNetworks", "Mail", "Netlink",
                "Observability", "Settings", "TestClocks", "TestGuards", "TestHosts", "TestLoop", "TestServers",
                "ThreatModel", "guard-trial", .grdb, .logging, .serviceLifecycle,
            ]),
        tests(
            "HoneypotsTests", ["Detection", "Honeypots", "IPNetworks", "Recordings", "ThreatModel"],
            exclude: ["Corpus", "Replays", "Shell/Cases"]),
        tests("HouseTests", []),
        tests(
            "IntegrationsTests",
            ["IPNetworks", "Integrations", "TestHosts", "TestLoop", "TestServers", "TestWire", "sikker"]),
        tests("IPNetworksTests", ["IPNetworks"], exclude: ["Corpus"]),
        tests("LoopTests", ["TestHosts", "TestLoop", "sikker"]),
        tests("NetlinkTests", ["IPNetworks", "Netlink", "TestHosts"], exclude: ["Golden/Bytes"]),
        tests("ObservabilityTests", ["Observability", .logging]),
        tests("RecordingsTests", ["Recordings", "WebPages"]),
        tests("ScoringTests", ["IPNetworks", "Scoring", "ThreatModel"], exclude: ["Vectors"]),
        tests(
            "SensorTests",
            [
                "APIClient", "Honeypots", "IPNetworks", "Observability", "Sensor", "TestServers", "ThreatModel",
                .logging, .nioCore, .nioEmbedded, .nioPosix, .serviceLifecycle,
            ]),
        tests(
            "SimulatorTests", ["Detection", "IPNetworks", "Scoring", "Simulator", "TestHosts", "ThreatModel"]),
        tests("StoreTests", ["IPNetworks", "Store", "ThreatModel", .grdb]),
        tests(
            "ThreatAPITests",
            [
                "CZlib", "CZstd", "Detection", "Geolocation", "IPNetworks", "Mail", "Observability", "Scoring",
                "Store", "TestHosts", "TestServers", "TestWire", "ThreatAPI", "ThreatModel", "WebPages",
                .asyncHTTPClient,
                .httpTypes, .logging, .nioCore, .nioEmbedded, .nioHTTP1, .nioPosix, .nioSSL, .serviceLifecycle,
            ], exclude: ["Corpus"]),
        tests("ThreatModelTests", ["IPNetworks", "ThreatModel"]),
        tests("WebPagesTests", ["WebPages"]),
        tests(
            "WireTests",
            [
                "Detection", "IPNetworks", "Scoring", "Store", "TestHosts", "TestLoop", "TestWire", "ThreatAPI",
                "ThreatModel", "sikker",
            ],
            exclude: ["OpenAPI/schemathesis.toml", "OpenAPI/schemathesis_hooks.py", "Pages/Clients", "TAXII/Clients"]),

        // Hosts of the tests' own: network namespaces, processes, packets.
        .target(
            name: "TestHosts", dependencies: ["CTestHosts"], path: "Tests/Support/TestHosts", swiftSettings: settings),
        .target(name: "CTestHosts", path: "Tests/Support/CTestHosts"),
        // The whole loop, as processes on hosts of the tests' own.
        .target(
            name: "TestLoop", dependencies: ["TestHosts"], path: "Tests/Support/TestLoop", swiftSettings: settings),
        // The server as a process, and clients that say exactly what a test wants said.
        .target(
            name: "TestWire", dependencies: ["TestHosts", "TestLoop"], path: "Tests/Support/TestWire",
            swiftSettings: settings),
        // Attackers, innocents and reporters, and how the scoring does among them.
        .target(
            name: "Simulator", dependencies: ["Detection", "IPNetworks", "Scoring", "TestHosts", "ThreatModel"],
            path: "Tests/Support/Simulator", swiftSettings: settings),
        // Parts of a guard as a process of their own, to be killed and measured.
        .executableTarget(
            name: "guard-trial",
            dependencies: [
                "APIClient", "Blocklists", "Dashboard", "Firewall", "Geolocation", "Guard", "IPNetworks", "Netlink",
                "Observability", "Settings", "TestGuards", "ThreatModel", .logging,
            ], path: "Tests/Support/GuardTrial", swiftSettings: settings),
        // A guard in this process, on a host that is made up.
        .target(
            name: "TestGuards",
            dependencies: [
                "APIClient", "Firewall", "Guard", "IPNetworks", "Netlink", "Observability", "Settings", .logging,
            ], path: "Tests/Support/TestGuards", swiftSettings: settings),
        // Time that tests move.
        .target(
            name: "TestClocks", dependencies: ["ThreatModel"], path: "Tests/Support/TestClocks", swiftSettings: settings
        ),
        // Servers that tests talk to, well-behaved or not.
        .target(
            name: "TestServers", dependencies: ["CZlib", "TestHosts", .nioCore, .nioHTTP1, .nioPosix, .nioSSL],
            path: "Tests/Support/TestServers", swiftSettings: settings),
    ]
)
