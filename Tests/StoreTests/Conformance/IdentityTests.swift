import Store
import Testing
import ThreatModel

@Suite("Accounts and credentials")
struct IdentityTests {
    @Test("They come back as they were created", arguments: Engine.allCases)
    func roundTrip(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            let (account, credentials) = try await store.write { (transaction) throws in
                let account = try transaction.createAccount(name: "Ärger & Söhne", trusted: true, at: Sample.start)
                let credentials = try (0..<6).map {
                    try transaction.createCredential(Sample.credential($0, account: account.id), at: Sample.start)
                }
                return (account, credentials)
            }
            #expect(account.trusted && account.name == "Ärger & Söhne" && account.createdAt == Sample.start)
            #expect(Set(credentials.map(\.id)).count == 6)
            #expect(credentials[1].kind == .sensorToken && credentials[3].expiresAt == Sample.start)
            #expect(try await store.read { try $0.accounts() } == [account])
            #expect(try await store.read { try $0.credentials() } == credentials)
        }
    }

    @Test("An account's name is its own", arguments: Engine.allCases)
    func uniqueNames(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            try await store.write { _ = try $0.createAccount(name: "a", trusted: false, at: Sample.start) }
            await #expect(throws: StoreError.accountExists("a")) {
                try await store.write { _ = try $0.createAccount(name: "a", trusted: true, at: Sample.start) }
            }
            #expect(try await store.read { try $0.accounts() }.count == 1)
        }
    }

    @Test("Disabling keeps the first date and knows its own", arguments: Engine.allCases)
    func disabling(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            let id = try await store.write { (transaction) throws in
                let account = try transaction.createAccount(name: "a", trusted: false, at: Sample.start)
                return try transaction.createCredential(Sample.credential(0, account: account.id), at: Sample.start).id
            }
            try await store.write { try $0.disableCredential(id, at: Sample.start) }
            try await store.write { try $0.disableCredential(id, at: Sample.start.advanced(by: .seconds(9))) }
            #expect(try await store.read { try $0.credentials() }.first?.disabledAt == Sample.start)
            await #expect(throws: StoreError.noSuchCredential(99)) {
                try await store.write { try $0.disableCredential(99, at: Sample.start) }
            }
        }
    }

    @Test("The identity version moves with identities and with nothing else", arguments: Engine.allCases)
    func version(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            var versions = [try await store.identityVersion()]
            try await store.write { _ = try $0.createAccount(name: "a", trusted: false, at: Sample.start) }
            versions.append(try await store.identityVersion())
            try await store.write { _ = try $0.createCredential(Sample.credential(0), at: Sample.start) }
            versions.append(try await store.identityVersion())
            try await store.write { try $0.disableCredential(1, at: Sample.start) }
            versions.append(try await store.identityVersion())
            #expect(Set(versions).count == 4)

            try await store.write { try $0.saveAddress(Sample.stored(Sample.address(1))) }
            #expect(try await store.identityVersion() == versions.last)
        }
    }
}
