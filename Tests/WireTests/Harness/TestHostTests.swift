import Glibc
import TestHosts
import Testing

/// What tests on hosts of their own rely on, and all that run beside them.
@Suite("Hosts of tests", .enabled(if: TestHost.isPermitted))
struct TestHostTests {
    /// The network namespace of the thread that asks.
    private static func namespace() -> String {
        var buffer = [UInt8](repeating: 0, count: 64)
        let count = readlink("/proc/thread-self/ns/net", &buffer, buffer.count)
        return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    }

    @Test("Work for a host is done inside it, and a thread that comes from one begins at home")
    func places() async throws {
        let host = try TestHost("host")
        let home = try await TestThread.run { Self.namespace() }
        #expect(home.hasPrefix("net:["))
        let (inside, thread) = try await host.run { (Self.namespace(), try TestThread()) }
        #expect(inside.hasPrefix("net:[") && inside != home)
        #expect(try await thread.run { Self.namespace() } == home)
        #expect(try await host.run { Self.namespace() } == inside)
        thread.close()
    }
}
