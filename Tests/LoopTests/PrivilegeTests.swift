import Glibc
import TestHosts
import TestLoop
import Testing

/// What a guard that root starts by hand keeps of root's privileges, in every thread.
@Suite("Least privilege", .enabled(if: TestHost.isPermitted), .timeLimit(.minutes(3)))
struct PrivilegeTests {
    private let folder: LoopFolder
    private let host: TestHost

    init() async throws {
        folder = try LoopFolder()
        host = try TestHost("protected")
        let peer = try TestHost("peer")
        try await host.connect(to: peer, addresses: ["10.7.0.1/24"], peerAddresses: ["10.7.0.2/24"])
        try folder.write("45.40.1.1\n", to: "block.txt")
    }

    /// Numbers of capabilities (linux/capability.h).
    private enum Number {
        static let writingAnything: UInt64 = 1 << 1
        static let networkAdministration: UInt64 = 1 << 12
        static let rawSockets: UInt64 = 1 << 13
        static let performanceMonitoring: UInt64 = 1 << 38
        static let bpf: UInt64 = 1 << 39
    }

    private func whileGuarding(_ backend: String, _ body: ([[String: String]]) throws -> Void) async throws {
        let guarding = try await LoopProcess(
            "guard",
            [
                LoopProgram.path, "guard", "--custom-blacklist", folder.file("block.txt"), "--data",
                folder.file("data"), "--dashboard-port", "off", "--backend", backend,
            ], in: host, folder: folder)
        try await host.run { try guarding.waitForLog("INFO Blocking 1 address", seconds: 180) }
        try body(Self.threads(of: guarding.id))
        let status = try await host.run { guarding.stop() }
        #expect(status == 0)
        #expect(!guarding.log.contains("WARNING") && !guarding.log.contains("ERROR"), "\(guarding.log)")
    }

    /// The lines of proc(5), /proc/pid/task/tid/status, of each thread.
    private static func threads(of id: Int32) throws -> [[String: String]] {
        try TestCommand.run(["sh", "-c", "cat /proc/\(id)/task/*/status"]).split(separator: "\n")
            .reduce(into: []) { threads, line in
                let parts = line.split(separator: ":", maxSplits: 1)
                guard parts.count == 2 else { return }
                if parts[0] == "Name" { threads.append([:]) }
                let value = String(parts[1].drop { $0.isWhitespace })
                if !threads.isEmpty { threads[threads.count - 1][String(parts[0])] = value }
            }
    }

    private func set(_ name: String, _ thread: [String: String]) -> UInt64? {
        thread[name].flatMap { UInt64($0, radix: 16) }
    }

    struct Expectation: Sendable, CustomTestStringConvertible {
        var backend: String
        var kept: UInt64
        /// Of programs that it starts.
        var programs: UInt64 = 0

        var testDescription: String { backend }
    }

    @Test(arguments: [
        Expectation(backend: "auto", kept: Number.networkAdministration),
        Expectation(
            backend: "ipset", kept: Number.networkAdministration | Number.rawSockets,
            programs: Number.networkAdministration | Number.rawSockets),
        Expectation(
            backend: "xdp", kept: Number.networkAdministration | Number.bpf | Number.performanceMonitoring),
    ]) func everyThreadHasWhatTheBackendNeeds(_ expected: Expectation) async throws {
        try await whileGuarding(expected.backend) { threads in
            #expect(threads.count > 1)
            for thread in threads {
                for name in ["CapPrm", "CapEff"] { #expect(set(name, thread) == expected.kept, "\(name)") }
                #expect(set("CapBnd", thread) == expected.programs)
                for name in ["CapInh", "CapAmb"] { #expect(set(name, thread) == 0, "\(name)") }
                #expect(thread["NoNewPrivs"] == "1")
            }
        }
    }

    /// A folder that the service's user has stays usable.
    @Test func filesOfOthersStayUsable() async throws {
        try TestCommand.run(["install", "-d", "-o", "nobody", "-m", "0700", folder.file("data")])
        try await whileGuarding("nftables") { threads in
            for thread in threads {
                #expect(set("CapEff", thread) == Number.networkAdministration | Number.writingAnything)
            }
        }
    }
}
