import Foundation
import Glibc
import Store
import Synchronization
import Testing
import ThreatModel

@Suite("Durability of the SQLite store")
struct DurabilityTests {
    @Test("Reopening keeps everything")
    func reopen() async throws {
        let folder = try TemporaryFolder()
        var generator = SeededGenerator(seed: 7)
        let steps = (0..<300).map { _ in RandomHistoryTests.Step(using: &generator) }
        let store = try SQLiteStore(path: folder.storeFile)
        try await store.write { transaction in for step in steps { _ = try step.run(transaction) } }
        let before = try await store.read { try RandomHistoryTests.everything($0) + ["\(try $0.feedEpoch())"] }
        await store.close()
        let again = try SQLiteStore(path: folder.storeFile)
        let after = try await again.read { try RandomHistoryTests.everything($0) + ["\(try $0.feedEpoch())"] }
        #expect(after == before)
        await again.close()
    }

    /// A child process writes with many tasks at once, notes every acknowledged transaction in a file, and kills itself
    /// after a number of them, while others are under way.
    @Test("kill -9 in the middle of writing loses nothing acknowledged", arguments: [1, 7, 40, 120])
    func killed(_ acknowledgements: Int) async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [path = path as String, acknowledgements = acknowledgements as Int] in
            try await DurabilityTests.writeUntilKilled(path, after: acknowledgements)
        }
        let noted = try String(contentsOfFile: path + "/acknowledged", encoding: .utf8)
            .split(separator: "\n").compactMap { Int($0) }
        #expect(noted.count >= acknowledgements)

        let store = try SQLiteStore(path: folder.storeFile)
        let (changes, lastSequence) = try await store.read { (reader) throws in
            for number in noted {
                #expect(try reader.address(Sample.address(number)) != nil)
                #expect(try reader.events(inSession: Sample.session(number).id).count == 3)
                #expect(try reader.session(Sample.session(number).id) != nil)
            }
            return (try reader.changes(after: 0, limit: 100_000), try reader.lastSequence())
        }
        // Whole transactions or none: each appended one change beside its address.
        #expect(changes.map(\.sequence) == Array(1...lastSequence))
        let count = try await store.read { try $0.addressCount() }
        #expect(count == changes.count && count >= noted.count)
        await store.close()
    }

    static func writeUntilKilled(_ folder: String, after acknowledgements: Int) async throws {
        let store = try SQLiteStore(path: folder + "/store.sqlite")
        let file = open(folder + "/acknowledged", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        let acknowledged = Counter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                group.addTask {
                    for round in 0..<1_000 {
                        let number = round * 8 + writer
                        try await store.write { (transaction) throws in
                            _ = try transaction.insertEvents(
                                (0..<3).map { Sample.event(number * 3 + $0, session: number) }, sensor: 1)
                            try transaction.saveSession(Sample.session(number))
                            try transaction.saveAddress(Sample.stored(Sample.address(number)))
                            _ = try transaction.appendChange(
                                of: Sample.address(number), from: nil, to: Sample.facts(9), at: Sample.start)
                        }
                        let line = "\(number)\n"
                        _ = line.withCString { Glibc.write(file, $0, strlen($0)) }
                        if acknowledged.next() >= acknowledgements {
                            kill(getpid(), SIGKILL)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    final class Counter: Sendable {
        private let value = Atomic(0)

        func next() -> Int { value.add(1, ordering: .relaxed).newValue }
    }

    @Test("Another process on the same file is seen and waited for")
    func twoProcesses() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.storeFile)
        let before = try await store.identityVersion()
        let path = folder.storeFile
        async let own: Void = {
            for number in 0..<50 {
                try await store.write { try $0.saveAddress(Sample.stored(Sample.address(number))) }
            }
        }()
        await #expect(processExitsWith: .success) { [path = path as String] in
            let other = try SQLiteStore(path: path)
            for number in 0..<20 {
                try await other.write { transaction in
                    let account = try transaction.createAccount(name: "\(number)", trusted: true, at: Sample.start)
                    let credential = Sample.credential(number, account: account.id)
                    _ = try transaction.createCredential(credential, at: Sample.start)
                }
            }
            await other.close()
        }
        try await own
        #expect(try await store.identityVersion() != before)
        #expect(try await store.read { try $0.credentials() }.count == 20)
        #expect(try await store.read { try $0.addressCount() } == 50)
        await store.close()
    }
}
