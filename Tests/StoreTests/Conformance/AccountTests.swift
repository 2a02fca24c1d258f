import Store
import Testing
import ThreatModel

@Suite("Accounts that change, secrets that are replaced, deeds")
struct AccountTests {
    static func later(_ seconds: Int) -> Timestamp { Sample.start.advanced(by: .seconds(seconds)) }

    @Test("An account is switched off with a date that stays, and on again", arguments: Engine.allCases)
    func disabling(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            let ids = try await store.write { (transaction) throws in
                try ["a", "b"].map { try transaction.createAccount(name: $0, trusted: false, at: Sample.start).id }
            }
            try await store.write { try $0.setAccount(ids[0], disabledAt: Self.later(5)) }
            try await store.write { try $0.setAccount(ids[0], disabledAt: Self.later(9)) }
            #expect(try await store.read { try $0.accounts() }.map(\.disabledAt) == [Self.later(5), nil])
            try await store.write { try $0.setAccount(ids[0], disabledAt: nil) }
            #expect(try await store.read { try $0.accounts() }.map(\.disabledAt) == [nil, nil])
            await #expect(throws: StoreError.noSuchAccount(99)) {
                try await store.write { try $0.setAccount(99, disabledAt: Sample.start) }
            }
        }
    }

    @Test("Trust is given and taken", arguments: Engine.allCases)
    func trust(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            let id = try await store.write { try $0.createAccount(name: "a", trusted: false, at: Sample.start).id }
            for trusted in [true, true, false] {
                try await store.write { try $0.setAccount(id, trusted: trusted) }
                #expect(try await store.read { try $0.accounts() }.map(\.trusted) == [trusted])
            }
            await #expect(throws: StoreError.noSuchAccount(99)) {
                try await store.write { try $0.setAccount(99, trusted: true) }
            }
        }
    }

    @Test("A credential's end is set, moved and taken away", arguments: Engine.allCases)
    func expiry(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            let id = try await Self.credential(in: store)
            for expiry in [Self.later(1), Self.later(9), nil] {
                try await store.write { try $0.setCredential(id, expiresAt: expiry) }
                #expect(try await store.read { try $0.credentials() }.map(\.expiresAt) == [expiry])
            }
            await #expect(throws: StoreError.noSuchCredential(99)) {
                try await store.write { try $0.setCredential(99, expiresAt: nil) }
            }
        }
    }

    @Test("A replaced secret is remembered until it is forgotten; the rest stays", arguments: Engine.allCases)
    func replacing(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            let id = try await Self.credential(in: store)
            let before = try await store.read { try $0.credentials()[0] }
            func replace(_ byte: UInt8, until: Int, forgetting: Int = 0) async throws -> StoredCredential {
                try await store.write {
                    try $0.replaceSecret(
                        of: id, hash: Array(repeating: byte, count: 32), hint: "h\(byte)",
                        validUntil: Self.later(until),
                        forgottenBefore: Self.later(forgetting))
                }
            }
            var after = try await replace(101, until: 50)
            #expect(after.formerSecrets == [FormerSecret(hash: before.hash, validUntil: Self.later(50))])
            #expect(after.hash == Array(repeating: 101, count: 32) && after.hint == "h101")
            after.formerSecrets = []
            (after.hash, after.hint) = (before.hash, before.hint)
            #expect(after == before)

            // A later end of the newer one leaves the older one its own; an earlier one is the older one's too.
            #expect(try await replace(102, until: 90).formerSecrets.map(\.validUntil) == [90, 50].map(Self.later))
            #expect(try await replace(103, until: 60).formerSecrets.map(\.validUntil) == [60, 60, 50].map(Self.later))
            let last = try await replace(104, until: 70, forgetting: 60)
            #expect(last.formerSecrets.map(\.validUntil) == [70, 60, 60].map(Self.later))
            #expect(last.formerSecrets.map(\.hash[0]) == [103, 101, 102])
            #expect(try await store.read { try $0.credentials() } == [last])
            await #expect(throws: StoreError.noSuchCredential(99)) {
                try await store.write {
                    _ = try $0.replaceSecret(
                        of: 99, hash: [], hint: "", validUntil: Sample.start, forgottenBefore: Sample.start)
                }
            }
        }
    }

    @Test("Every change moves the identity version, a deed does not", arguments: Engine.allCases)
    func version(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            let id = try await Self.credential(in: store)
            var versions = [try await store.identityVersion()]
            let changes: [@Sendable (any StoreTransaction) throws -> Void] = [
                { try $0.setAccount(1, disabledAt: Sample.start) },
                { try $0.setAccount(1, trusted: true) },
                { try $0.setCredential(id, expiresAt: Sample.start) },
                {
                    _ = try $0.replaceSecret(
                        of: id, hash: Array(repeating: 9, count: 32), hint: "", validUntil: Sample.start,
                        forgottenBefore: Sample.start)
                },
            ]
            for change in changes {
                try await store.write(change)
                versions.append(try await store.identityVersion())
            }
            #expect(Set(versions).count == changes.count + 1)
            try await store.write { try $0.record(StoredDeed(at: Sample.start, actor: "a", text: "b")) }
            #expect(try await store.identityVersion() == versions.last)
        }
    }

    @Test("Deeds are told newest first, and only so many are kept", arguments: Engine.allCases)
    func deeds(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            let count = StoredDeed.keptCount + 7
            try await store.write { transaction in
                for number in 0..<count {
                    try transaction.record(
                        StoredDeed(at: Sample.start, actor: "Jürgen \(number)", text: "made key \(number)"))
                }
            }
            let newest = try await store.read { try $0.deeds(limit: 2) }
            #expect(newest.map(\.text) == ["made key \(count - 1)", "made key \(count - 2)"])
            #expect(newest[0].actor == "Jürgen \(count - 1)" && newest[0].at == Sample.start)
            let all = try await store.read { try $0.deeds(limit: .max) }
            #expect(all.count == StoredDeed.keptCount && all.last?.text == "made key 7")
        }
    }

    private static func credential(in store: any Store) async throws -> Int64 {
        try await store.write { (transaction) throws in
            let account = try transaction.createAccount(name: "a", trusted: false, at: Sample.start)
            return try transaction.createCredential(Sample.credential(0, account: account.id), at: Sample.start).id
        }
    }
}
