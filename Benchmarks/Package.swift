// swift-tools-version:6.2
import PackageDescription

// A package of its own, so that nothing needed to measure sikker ever reaches those who use it. It drives the release
// build of the program from outside, as its users do, and measures the peers beside it.

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "sikker-benchmarks",
    targets: [
        .executableTarget(name: "bench", dependencies: ["TestHosts"], swiftSettings: settings),
        // The namespaces and traffic that the tests use, through a link into the main package's folder.
        .target(name: "TestHosts", dependencies: ["CTestHosts"], path: "Support/TestHosts", swiftSettings: settings),
        .target(name: "CTestHosts", path: "Support/CTestHosts"),
    ]
)
