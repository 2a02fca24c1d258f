// swift-tools-version:6.2
import PackageDescription

// A package of its own, so that nothing needed to measure sikker ever reaches those who use it. It drives the release
// build of the program from outside, as its users do, and measures the peers beside it. What a server or sensor needs
// before it can be measured (a store with a million addresses, say) is made with the program's own modules, which are
// compiled here once more, from the main package's folders: hence the links, and the repeated lines below.

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

extension Target.Dependency {
    static let asyncHTTPClient = product(name: "AsyncHTTPClient", package: "async-http-client")
    static let crypto = product(name: "Crypto", package: "swift-crypto")
    static let cryptoExtras = product(name: "CryptoExtras", package: "swift-crypto")
    static let grdb = product(name: "GRDB", package: "GRDB.swift")
    static let grdbSQLite = product(name: "GRDBSQLite", package: "GRDB.swift")
    static let httpTypes = product(name: "HTTPTypes", package: "swift-http-types")
    static let hummingbird = product(name: "Hummingbird", package: "hummingbird")
    static let hummingbirdCore = product(name: "HummingbirdCore", package: "hummingbird")
    static let hummingbirdTLS = product(name: "HummingbirdTLS", package: "hummingbird")
    static let logging = product(name: "Logging", package: "swift-log")
    static let nioCore = product(name: "NIOCore", package: "swift-nio")
    static let nioHTTP1 = product(name: "NIOHTTP1", package: "swift-nio")
    static let nioHTTPCompression = product(name: "NIOHTTPCompression", package: "swift-nio-extras")
    static let nioHTTPTypes = product(name: "NIOHTTPTypes", package: "swift-nio-extras")
    static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
    static let nioSSL = product(name: "NIOSSL", package: "swift-nio-ssl")
    static let nioTLS = product(name: "NIOTLS", package: "swift-nio")
    static let serviceLifecycle = product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
    static let yams = product(name: "Yams", package: "Yams")
}

func module(
    _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [],
    plugins: [Target.PluginUsage] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "Modules/\(name)", exclude: exclude, swiftSettings: settings,
        plugins: plugins)
}

let package = Package(
    name: "sikker-benchmarks",
    dependencies: [
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
        .executableTarget(
            name: "bench",
            dependencies: [
                "APIClient", "Blocklists", "CDatagrams", "Detection", "Firewall", "Guard", "IPNetworks", "Netlink",
                "Observability", "SSHPeer", "Scoring", "Simulator", "Store", "TestHosts", "TestLoop", "ThreatAPI",
                "ThreatModel", .logging,
            ], swiftSettings: settings),
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
            "Guard",
            [
                "APIClient", "Blocklists", "Firewall", "Geolocation", "IPNetworks", "Mail", "Netlink",
                "Observability", "Settings", "ThreatModel", .asyncHTTPClient, .crypto, .grdb, .logging, .nioCore,
                .nioHTTP1, .nioPosix, .serviceLifecycle,
            ]),
        module(
            "Dashboard",
            [
                "APIClient", "Blocklists", "Firewall", "Geolocation", "Guard", "IPNetworks", "Observability",
                "Settings", "ThreatModel", "WebPages", .crypto, .cryptoExtras, .httpTypes, .hummingbird,
                .hummingbirdCore, .hummingbirdTLS, .logging, .nioCore, .nioSSL, .serviceLifecycle, .yams,
            ], exclude: ["Resources"], plugins: ["EmbedResources"]),
        module("Mail", ["ThreatModel", .nioPosix]),
        module("Settings", ["IPNetworks", .logging, .yams]),
        module(
            "Geolocation", ["CMaxMindDB", "IPNetworks", "ThreatModel"], exclude: ["Resources"],
            plugins: ["EmbedResources"]),
        .systemLibrary(name: "CMaxMindDB", path: "Modules/CMaxMindDB"),
        .systemLibrary(name: "CDatagrams", path: "Modules/CDatagrams"),
        .systemLibrary(name: "CZstd", path: "Modules/CZstd"),
        module("WebPages", exclude: ["Resources"], plugins: ["EmbedResources"]),
        module("Recordings", ["WebPages"], exclude: ["Resources"], plugins: ["EmbedResources"]),
        module("Integrations", ["IPNetworks"], exclude: ["Resources"], plugins: ["EmbedResources"]),
        module("Firewall", ["Netlink"]),
        module("Netlink", ["CNetfilter", "IPNetworks"]),
        .systemLibrary(name: "CNetfilter", path: "Modules/CNetfilter"),
        module(
            "Blocklists",
            ["APIClient", "CZlib", "IPNetworks", "ThreatModel", .asyncHTTPClient, .nioCore, .nioHTTP1, .nioPosix]),
        module("Store", ["IPNetworks", "ThreatModel", .grdb, .grdbSQLite]),
        module("Detection", ["IPNetworks", "ThreatModel", .yams], exclude: ["Resources"], plugins: ["EmbedResources"]),
        module("Scoring", ["IPNetworks", "ThreatModel"], exclude: ["Resources"], plugins: ["EmbedResources"]),
        module(
            "APIClient",
            [
                "CZlib", "IPNetworks", "ThreatModel", .asyncHTTPClient, .logging, .nioCore, .nioHTTP1,
                .nioHTTPCompression, .nioPosix, .nioSSL,
            ]),
        .systemLibrary(name: "CZlib", path: "Modules/CZlib"),
        module("Observability", [.logging]),
        module("ThreatModel", ["IPNetworks"]),
        module("IPNetworks"),
        .executableTarget(name: "embed-resources", path: "Plugins/embed-resources", swiftSettings: settings),
        .plugin(
            name: "EmbedResources", capability: .buildTool(), dependencies: ["embed-resources"],
            path: "Plugins/EmbedResources"),

        // Another's SSH, server and client.
        .target(name: "SSHPeer", dependencies: ["CLibSSH"], swiftSettings: settings),
        .systemLibrary(name: "CLibSSH"),

        // The namespaces and traffic that the tests use, through a link into the main package's folder.
        .target(
            name: "TestHosts", dependencies: ["CTestHosts"], path: "Support/TestHosts", swiftSettings: settings),
        .target(name: "CTestHosts", path: "Support/CTestHosts"),
        // A guard's enforcer as a process of its own, with time that is made up.
        .executableTarget(
            name: "guard-trial",
            dependencies: [
                "APIClient", "Blocklists", "Dashboard", "Firewall", "Geolocation", "Guard", "IPNetworks", "Netlink",
                "Observability", "Settings", "TestGuards", "ThreatModel", .logging,
            ], path: "Support/GuardTrial", swiftSettings: settings),
        .target(
            name: "TestGuards",
            dependencies: [
                "APIClient", "Firewall", "Guard", "IPNetworks", "Netlink", "Observability", "Settings", .logging,
            ], path: "Support/TestGuards", swiftSettings: settings),
        .target(
            name: "Simulator", dependencies: ["Detection", "IPNetworks", "Scoring", "TestHosts", "ThreatModel"],
            path: "Support/Simulator", swiftSettings: settings),
        .target(
            name: "TestLoop", dependencies: ["TestHosts"], path: "Support/TestLoop", swiftSettings: settings),
    ]
)
