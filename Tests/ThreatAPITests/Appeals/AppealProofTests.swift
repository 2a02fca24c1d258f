import IPNetworks
import NIOPosix
import Store
import Synchronization
import TestServers
import Testing
import ThreatModel

@testable import ThreatAPI

/// Looks for proofs at real servers on this machine.
@Suite("Proofs")
struct AppealProofTests {
    private static let loopback = IPAddress(v4: 0x7f00_0001)

    private static func appeal() -> StoredAppeal {
        var generator = SeededGenerator(seed: 1)
        return StoredAppeal(
            about: loopback, from: nil, reason: "why", contact: nil, at: ManualClock.start, using: &generator)
    }

    private static func word(_ appeal: StoredAppeal) -> String { AppealToken(bytes: appeal.token)?.word ?? "" }

    /// What a look finds at a web server that answers like that.
    private static func proof(
        _ answer: @escaping @Sendable (TestRequest) -> TestAnswer, timeout: Duration = .seconds(60)
    ) async throws -> AppealProof? {
        let server = try await TestHTTPServer { answer($0) }
        let prover = AppealProver(
            pages: HTTPAppealPageFetcher(port: server.port, timeout: timeout), names: NoNames())
        let proof = try await prover.proof(for: appeal())
        await server.stop()
        return proof
    }

    @Test("A page with the word on a line proves it")
    func page() async throws {
        let word = Self.word(Self.appeal())
        let proof = try await Self.proof { request in
            // What is asked does not hold the word: a server that repeats questions proves nothing.
            guard request.target == "/.well-known/sikker-appeal", request.method == "GET",
                request.headers["host"] != nil,
                !request.headers.values.contains(where: { $0.contains(word) })
            else { return .error(400, "no") }
            return .answer(status: 200, body: Array("hello\n\(word)\n".utf8))
        }
        #expect(proof == .http)
    }

    @Test("Nothing else does")
    func others() async throws {
        let word = Array(Self.word(Self.appeal()).utf8)
        let asked = Atomic<Int>(0)
        let other = try await TestHTTPServer { _ in
            asked.add(1, ordering: .relaxed)
            return .answer(status: 200, body: word)
        }
        let (url, big) = (other.url, [UInt8](repeating: 10, count: HTTPAppealPageFetcher.maximumPageBytes) + word)
        let answers: [TestAnswer] = [
            .answer(status: 404, body: word), .answer(status: 206, body: word),
            // Who is led on is not followed.
            .answer(status: 302, headers: [("location", url + "/.well-known/sikker-appeal")], body: word),
            .answer(status: 200, headers: [("content-encoding", "gzip")], body: [31, 139, 8, 0]),
            .answer(status: 200, body: big), .answer(status: 200, body: []), .cut, .raw(Array("SSH-2.0-x\r\n".utf8)),
        ]
        for answer in answers { #expect(try await Self.proof { _ in answer } == nil) }
        #expect(asked.load(ordering: .relaxed) == 0)
        await other.stop()
        let nobody = HTTPAppealPageFetcher(port: other.port, timeout: .seconds(60))
        #expect(await nobody.page(of: Self.loopback) == nil)
    }

    @Test("Who never answers, or never ends, is not waited for", .timeLimit(.minutes(1)))
    func silence() async throws {
        #expect(try await Self.proof({ _ in .hang }, timeout: .milliseconds(50)) == nil)
        let (pieces, writer) = AsyncStream.makeStream(of: [UInt8].self)
        writer.yield(Array((Self.word(Self.appeal()) + "\n").utf8))
        #expect(try await Self.proof({ _ in .stream(pieces: pieces) }, timeout: .milliseconds(50)) == nil)
        writer.finish()
    }

    @Test("Addresses as a URL has them")
    func urls() throws {
        #expect(HTTPAppealPageFetcher.url(of: Self.loopback) == "http://127.0.0.1/.well-known/sikker-appeal")
        #expect(
            HTTPAppealPageFetcher.url(of: try #require(IPAddress("2a00::1")), port: 81)
                == "http://[2a00::1]:81/.well-known/sikker-appeal")
    }

    @Test("The system tells the name of this machine's own address, and none of an address that has none")
    func systemNames() async throws {
        let threads = NIOThreadPool(numberOfThreads: 1)
        threads.start()
        let lookup = SystemNameLookup(threads: threads)
        #expect(await lookup.names(of: Self.loopback).first?.hasPrefix("localhost") == true)
        try await threads.shutdownGracefully()
        // Threads that have stopped look up nothing.
        #expect(await lookup.names(of: Self.loopback) == [])
    }

    @Test("No more looks at once than there may be")
    func crowd() async throws {
        let proofs = WaitingPages()
        let prover = AppealProver(pages: proofs, names: NoNames())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<AppealProver.concurrency { group.addTask { _ = try await prover.proof(for: Self.appeal()) } }
            while proofs.count < AppealProver.concurrency { await Task.yield() }
            await #expect(throws: RequestError.self) { try await prover.proof(for: Self.appeal()) }
            proofs.release()
            try await group.waitForAll()
            #expect(try await prover.proof(for: Self.appeal()) == nil)
        }
    }
}

/// Pages that come when the test says so.
private final class WaitingPages: AppealPageFetcher {
    private struct State {
        var isReleased = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    var count: Int { state.withLock { $0.waiting.count } }

    func release() {
        let waiting = state.withLock { state in
            state.isReleased = true
            return state.waiting
        }
        for one in waiting { one.resume() }
    }

    func page(of address: IPAddress) async -> [UInt8]? {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if !state.isReleased { state.waiting.append(continuation) }
                return state.isReleased
            }
            if isOver { continuation.resume() }
        }
        return nil
    }
}
