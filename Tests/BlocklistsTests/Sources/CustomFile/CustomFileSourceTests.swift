import Foundation
import IPNetworks
import TestClocks
import Testing

@testable import Blocklists

/// The source on real files.
@Suite(.timeLimit(.minutes(1)))
struct CustomFileSourceTests {
    private let folder: Folder
    private let clock = TestClock()

    init() throws { folder = try Folder() }

    private func source(_ path: String) -> CustomFileSource { CustomFileSource(path: path, clock: clock) }

    /// Two looks later.
    private func lookAgain() async {
        for _ in 0..<2 { await clock.passOnceSlept(CustomFileSource.interval) }
    }

    @Test func everyChangeIsReadOnce() async throws {
        let path = try folder.write("mine.txt", "# mine\n45.40.0.1\n45.41.0.0/16 ; a network\n45.42.0.1-45.42.0.9\n")
        try await follow(source(path)) { events async throws in
            let first = IPAddressSet("45.40.0.1", "45.41.0.0/16", "45.42.0.1-45.42.0.9")
            #expect(try await events.next() == .list(first, ListPosition(), warnings: []))
            await lookAgain()
            _ = try folder.write("mine.txt", "45.40.0.2\n")
            await lookAgain()
            #expect(try await events.next() == .list(IPAddressSet("45.40.0.2"), ListPosition(), warnings: []))
            // Moved over it, as editors and configuration tools do.
            let other = try folder.write("other.txt", "45.40.0.3\n")
            try #require(rename(other, path) == 0)
            await lookAgain()
            #expect(try await events.next() == .list(IPAddressSet("45.40.0.3"), ListPosition(), warnings: []))
        }
    }

    @Test func whatIsNoListIsSaidAndChangesNothing() async throws {
        let path = folder.path("mine.txt")
        try await follow(source(path)) { events async throws in
            #expect(try await events.nextComplaint().contains("does not exist"))
            for (text, word) in [
                ("", "is empty"), ("<html>\n", "web page"), ("0.0.0.0/0\n", "0.0.0.0/0"), ("nonsense\n", "no address"),
            ] {
                _ = try folder.write("mine.txt", text)
                await lookAgain()
                let sentence = try await events.nextComplaint()
                #expect(sentence.contains(word) && sentence.contains(path), "\(sentence)")
            }
            _ = try folder.write("mine.txt", "# nobody at present\n")
            await lookAgain()
            #expect(try await events.next() == .list(IPAddressSet(), ListPosition(), warnings: []))
            try FileManager.default.removeItem(atPath: path)
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            await lookAgain()
            #expect(try await events.nextComplaint().contains("directory"))
        }
    }

    @Test func badLinesCostNothingAndAreSaid() async throws {
        let path = try folder.write("mine.txt", "45.40.0.1\n45.40.0.300\n0.0.0.0/0\n")
        try await follow(source(path)) { events async throws in
            guard case .list(let list, _, let warnings) = try await events.next() else {
                Issue.record("a list was expected")
                return
            }
            #expect(list == IPAddressSet("45.40.0.1"))
            #expect(warnings.count == 2)
            #expect(warnings.contains { $0.contains("45.40.0.300") && $0.contains(path) })
            #expect(warnings.contains { $0.contains("0.0.0.0/0") })
        }
    }

    @Test func aListThatIsNotTakenIsSaid() async throws {
        let path = try folder.write("mine.txt", "45.40.0.1\n")
        try await follow(source(path), verdict: { if case .list = $0 { .held("Too much.") } else { .taken } }) {
            events in
            _ = try await events.next()
            #expect(try await events.nextComplaint() == "\(path): Too much.")
        }
    }

    @Test func filesOfTheSameNameAreDifferentSources() {
        let identities = ["/a/list", "/b/list", "list"].map { source($0).identity }
        #expect(Set(identities.map(\.id)).count == 3)
        #expect(identities.allSatisfy { $0.name == "list" })
        #expect(!source("/a/../ü /x").identity.id.contains { "/ ".contains($0) })
    }
}
