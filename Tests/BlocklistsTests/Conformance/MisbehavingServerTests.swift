import IPNetworks
import Synchronization
import TestClocks
import TestServers
import Testing

@testable import Blocklists

/// Every kind of source on the network against servers that misbehave: nobody is unblocked, one sentence says what was
/// wrong, and the last good list is there after a restart.
@Suite(.timeLimit(.minutes(2)))
struct MisbehavingServerTests {
    private static let goodList = KeptList(
        IPAddressSet(Misbehaviour.good.split(separator: "\n").compactMap { IPRange(String($0)) }))

    @Test func everyKindIsTried() {
        let known = (SourceKind.onTheNetwork + SourceKind.local).map(\.name).sorted()
        #expect(known == SourceRegistry.all.map(\.name).sorted(), "a new kind belongs into one of these lists")
    }

    /// Has the good list fetched, lets two days pass, and has another server asked after a restart.
    private func afterTheGoodList(
        _ sources: NetworkSources, _ kind: SourceKind,
        _ answer: @escaping @Sendable (TestRequest) -> TestAnswer, certificate: ServerCertificate? = nil
    ) async throws -> (keeper: SourceKeeper, server: TestHTTPServer) {
        let good = try await TestHTTPServer { $0.isForStream ? .error(404, "no stream") : .list(Misbehaviour.good) }
        let told = try await sources.keeper(kind, good.url).run { $0.isCurrent }
        #expect(told.lists == [Self.goodList])
        await good.stop()
        sources.wallClock.advance(by: .seconds(2 * 86_400))
        let server = try await TestHTTPServer(certificate: certificate) {
            $0.isForStream ? .error(404, "no stream") : answer($0)
        }
        let keeper = try sources.keeper(kind, server.url)
        #expect(await keeper.load() == Self.goodList)
        return (keeper, server)
    }

    private func expectHeld(_ told: Told, _ words: [String], _ sources: NetworkSources, _ kind: SourceKind) async throws
    {
        #expect(told.lists.isEmpty, "nothing takes the place of the good list")
        let sentence = try #require(told.complaint)
        #expect(words.contains { $0.isEmpty || sentence.contains($0) }, "\(sentence)")
        #expect(!sentence.isEmpty && !sentence.contains("\n") && !sentence.contains("secret"))
        let later = try #require(told.again)
        #expect(later > sources.wallClock.now)
        #expect(try await sources.keeper(kind, "http://127.0.0.1:1").load() == Self.goodList)
    }

    @Test(arguments: SourceKind.onTheNetwork, Misbehaviour.all)
    func nobodyIsUnblocked(_ kind: SourceKind, _ misbehaviour: Misbehaviour) async throws {
        let sources = try NetworkSources()
        let (keeper, server) = try await afterTheGoodList(sources, kind, misbehaviour.answer)
        let told = await keeper.run { $0.isComplaint }
        try await expectHeld(told, misbehaviour.words, sources, kind)
        await server.stop()
    }

    @Test(arguments: SourceKind.onTheNetwork)
    func aListThatDripsIsGivenUp(_ kind: SourceKind) async throws {
        let sources = try NetworkSources()
        let (drops, drop) = AsyncStream.makeStream(of: [UInt8].self)
        drop.yield(Array("45.40.0.0\n".utf8))
        let (keeper, server) = try await afterTheGoodList(sources, kind) { _ in .stream(pieces: drops) }
        async let time: Void = sources.clock.passOnceSlept(.seconds(300))
        let told = await keeper.run { $0.isComplaint }
        await time
        try await expectHeld(told, ["within", "in time"], sources, kind)
        drop.finish()
        await server.stop()
    }

    /// A list of a gigabyte: most of it is never asked for.
    @Test(arguments: SourceKind.fetched)
    func whatIsTooLongIsNotReadToItsEnd(_ kind: SourceKind) async throws {
        let sources = try NetworkSources()
        let sent = Mutex(0)
        let piece = Array(
            String(repeating: "45.40.0.0\n# " + String(repeating: "x", count: 500) + "\n", count: 128).utf8)
        let (keeper, server) = try await afterTheGoodList(sources, kind) { _ in
            .stream(
                pieces: AsyncStream {
                    sent.withLock { total -> [UInt8]? in
                        total += piece.count
                        return total > 1 << 30 ? nil : piece
                    }
                })
        }
        let told = await keeper.run { $0.isComplaint }
        try await expectHeld(told, ["larger than 1 MiB"], sources, kind)
        // What the sockets' buffers hold comes on top of the limit.
        #expect(sent.withLock { $0 } < 64 << 20)
        await server.stop()
    }

    @Test(arguments: SourceKind.fetched)
    func aLengthThatIsTooLongIsEnough(_ kind: SourceKind) async throws {
        let sources = try NetworkSources()
        let head = "HTTP/1.1 200 OK\r\ncontent-length: 1073741824\r\n\r\n"
        let (keeper, server) = try await afterTheGoodList(sources, kind) { _ in .raw(Array(head.utf8)) }
        try await expectHeld(await keeper.run { $0.isComplaint }, ["larger than 1 MiB"], sources, kind)
        await server.stop()
    }

    @Test(arguments: SourceKind.onTheNetwork)
    func aServerThatIsGone(_ kind: SourceKind) async throws {
        let sources = try NetworkSources()
        let (keeper, server) = try await afterTheGoodList(sources, kind) { _ in .cut }
        await server.stop()
        try await expectHeld(await keeper.run { $0.isComplaint }, ["reached"], sources, kind)
    }

    @Test(arguments: SourceKind.onTheNetwork)
    func aCertificateThatIsOver(_ kind: SourceKind) async throws {
        for (days, isGood) in [(1, true), (-1, false)] {
            var sources = try NetworkSources()
            let certificate = try await sources.certificate(days: days)
            sources.trust(certificate)
            let (keeper, server) = try await afterTheGoodList(
                sources, kind, { _ in .list(Misbehaviour.good) }, certificate: certificate)
            if isGood {
                #expect(await keeper.run { $0.isCurrent }.lists == [Self.goodList])
            } else {
                try await expectHeld(await keeper.run { $0.isComplaint }, ["certificate"], sources, kind)
            }
            await server.stop()
            await sources.shutdown()
        }
    }

    /// A list is fetched again only when it is another one.
    @Test(arguments: SourceKind.onTheNetwork)
    func aListThatIsTheSameIsNotSentAgain(_ kind: SourceKind) async throws {
        let sources = try NetworkSources()
        let asked = Mutex<[TestRequest]>([])
        let server = try await TestHTTPServer { request in
            guard !request.isForStream else { return .error(404, "no stream") }
            asked.withLock { $0.append(request) }
            guard request.headers["if-none-match"] == nil else { return .answer(status: 304, body: []) }
            return .answer(
                status: 200, headers: [("etag", "\"a\""), ("last-modified", "Sun, 06 Nov 1994 08:49:37 GMT")],
                body: Array(Misbehaviour.good.utf8))
        }
        _ = try await sources.keeper(kind, server.url).run { $0.isCurrent }
        sources.wallClock.advance(by: .seconds(2 * 86_400))
        let keeper = try sources.keeper(kind, server.url)
        _ = await keeper.load()
        let told = await keeper.run { $0.isCurrent }
        #expect(told.lists.isEmpty && told.complaint == nil)
        #expect(told.health.last?.confirmed == sources.wallClock.now)
        #expect(asked.withLock { $0.map { $0.headers["if-none-match"] } } == [nil, "\"a\""])
        await server.stop()
    }
}
