import TestWire
import Testing

/// Gives a suite, or one test, a server of its own, which ends with it: `@Suite("…", .wireServer())`. Suites with servers may
/// stand inside one another only where the inner ones do without the trait.
struct WireServerTrait: SuiteTrait, TestTrait, TestScoping {
    @TaskLocal fileprivate static var server: WireServer?

    /// So many servers run at once, because tests share two cores.
    private static let slots = WireServerSlots(3)

    let arguments: [String]
    let environment: [String]

    @concurrent
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await Self.slots.withSlot {
            let server = try await WireServer.start(arguments, environment: environment)
            try await Self.$server.withValue(server) { try await function() }
            try? await server.kill()
        }
    }
}

extension Trait where Self == WireServerTrait {
    /// - Parameters:
    ///   - arguments: further ones of `sikker server`.
    ///   - environment: on top of the test's own, as `NAME=value`.
    static func wireServer(_ arguments: [String] = [], environment: [String] = []) -> Self {
        Self(arguments: arguments, environment: environment)
    }
}

extension WireServer {
    /// The server of the suite that a test stands in.
    static var current: WireServer {
        get throws { try #require(WireServerTrait.server, "the suite has no trait .wireServer()") }
    }
}
