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
    static let grdb = product(name: "GRDB", package: "GRDB.swift")
    static let grdbSQLite = product(name: "GRDBSQLite", package: "GRDB.swift")
    static let httpTypes = product(name: "HTTPTypes", package: "swift-http-types")
    static let hummingbird = product(name: "Hummingbird", package: "hummingbird")
    static let hummingbirdCore = product(name: "HummingbirdCore", package: "hummingbird")
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
                "APIClient", "Blocklists", "Detection", "Firewall", "IPNetworks", "Netlink", "Observability",
                "Scoring", "Sensor", "Simulator", "Store", "TestHosts", "TestLoop", "ThreatAPI", "ThreatModel",
                .logging,
                .serviceLifecycle,
            ], swiftSettings: settings),
        module(
            "ThreatAPI",
            [
                "CZlib", "CZstd", "Detection", "Geolocation", "IPNetworks", "Observability", "Scoring", "Store",
                "ThreatModel", .asyncHTTPClient, .crypto, .httpTypes, .hummingbird, .hummingbirdCore, .logging,
                .nioCore, .nioHTTP1, .nioHTTPTypes, .nioPosix, .nioSSL, .nioTLS, .serviceLifecycle, .yams,
            ], exclude: ["Resources"], plugins: ["EmbedResources"]),
        module(
            "Geolocation", ["CMaxMindDB", "IPNetworks", "ThreatModel"], exclude: ["Resources"],
            plugins: ["EmbedResources"]),
        .systemLibrary(name: "CMaxMindDB", path: "Modules/CMaxMindDB"),
        .systemLibrary(name: "CZstd", path: "Modules/CZstd"),
        module(
            "Sensor",
            [
                "APIClient", "Honeypots", "IPNetworks", "Observability", "ThreatModel", .crypto, .logging, .nioCore,
                .nioPosix, .serviceLifecycle,
            ]),
        module("Honeypots", ["IPNetworks", "ThreatModel"]),
        module("Firewall", ["IPNetworks", "Netlink"]),
        module("Netlink", ["CNetfilter", "IPNetworks"]),
        .systemLibrary(name: "CNetfilter", path: "Modules/CNetfilter"),
        module("Blocklists", ["APIClient", "IPNetworks", "ThreatModel", .nioPosix]),
        module("Store", ["IPNetworks", "ThreatModel", .grdb, .grdbSQLite]),
        module("Detection", ["IPNetworks", "ThreatModel", .yams], exclude: ["Resources"], plugins: ["EmbedResources"]),
        module("Scoring", ["IPNetworks", "ThreatModel"], exclude: ["Resources"], plugins: ["EmbedResources"]),
        module(
            "APIClient",
            [
                "CZlib", "IPNetworks", "ThreatModel", .asyncHTTPClient, .logging, .nioCore, .nioHTTP1,
                .nioHTTPCompression, .nioPosix,
            ]),
        .systemLibrary(name: "CZlib", path: "Modules/CZlib"),
        module("Observability", [.logging]),
        module("ThreatModel", ["IPNetworks"]),
        module("IPNetworks"),
        .executableTarget(name: "embed-resources", path: "Plugins/embed-resources", swiftSettings: settings),
        .plugin(
            name: "EmbedResources", capability: .buildTool(), dependencies: ["embed-resources"],
            path: "Plugins/EmbedResources"),

        // The namespaces and traffic that the tests use, through a link into the main package's folder.
        .target(
            name: "TestHosts", dependencies: ["CTestHosts"], path: "Support/TestHosts", swiftSettings: settings),
        .target(name: "CTestHosts", path: "Support/CTestHosts"),
        .target(
            name: "Simulator", dependencies: ["Detection", "IPNetworks", "Scoring", "TestHosts", "ThreatModel"],
            path: "Support/Simulator", swiftSettings: settings),
        .target(
            name: "TestLoop", dependencies: ["TestHosts"], path: "Support/TestLoop", swiftSettings: settings),
    ]
)
