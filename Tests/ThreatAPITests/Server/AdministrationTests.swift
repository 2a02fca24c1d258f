import Foundation
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    @Suite("Accounts and keys")
    struct AdministrationTests {
        static func withFolder(_ body: (ThreatAPIConfiguration) async throws -> Void) async throws {
            let folder = try TemporaryFolder()
            try await body(ThreatAPIConfiguration(dataFolder: folder.path + "/data"))
            withExtendedLifetime(folder) {}
        }

        @Test("Folder, store and first account come to be with the first key, before any server")
        func firstKey() async throws {
            try await Self.withFolder { (configuration) async throws in
                let created = try await Administration.onStore(of: configuration) { administration in
                    try await administration.createKey(tier: "operator", label: "guard")
                }
                #expect(created.secret.text.wholeMatch(of: /sk_operator_[0-9A-Za-z]{40}/) != nil)
                try await Administration.onStore(of: configuration) { (administration) async throws in
                    let accounts = try await administration.accounts()
                    #expect(accounts.map(\.name) == [Administration.operatorName] && accounts[0].trusted)
                    #expect(try await administration.operatorAccount() == accounts[0])
                    let credentials = try await administration.credentials()
                    #expect(credentials == [created.credential])
                    #expect(credentials[0].kind == .apiKey && credentials[0].tier == "operator")
                    #expect(credentials[0].hint == created.secret.text.suffix(4) && credentials[0].label == "guard")
                }
                // The secret itself is nowhere in the folder.
                for file in try FileManager.default.contentsOfDirectory(atPath: configuration.dataFolder) {
                    let bytes = try Data(contentsOf: URL(fileURLWithPath: configuration.dataFolder + "/" + file))
                    #expect(bytes.range(of: Data(created.secret.text.utf8)) == nil, "\(file)")
                }
            }
        }

        @Test("Keys and tokens of several accounts are told apart")
        func accounts() async throws {
            let administration = Administration(store: MemoryStore(), clock: ManualClock())
            let stranger = try await administration.createAccount(named: "stranger", trusted: false)
            #expect(!stranger.trusted)
            let token = try await administration.createSensorToken(forAccount: "stranger", name: "cellar")
            #expect(token.secret.text.wholeMatch(of: /st_[0-9A-Za-z]{40}/) != nil)
            #expect(token.credential.kind == .sensorToken && token.credential.tier.isEmpty)
            let key = try await administration.createKey(forAccount: "stranger", tier: "free", label: "")
            #expect(
                try await administration.credentials(ofAccount: "stranger").map(\.id)
                    == [token, key].map(\.credential.id))
            try await administration.disableCredential(token.credential.id)
            try await administration.disableCredential(token.credential.id)
            #expect(try await administration.credentials().map { $0.disabledAt != nil } == [true, false])
        }

        @Test("What cannot be is said in a sentence")
        func refused() async throws {
            let administration = Administration(store: MemoryStore(), clock: ManualClock())
            try await administration.operatorAccount()
            await #expect(throws: StoreError.accountExists("operator")) {
                try await administration.createAccount(named: "operator", trusted: true)
            }
            await #expect(throws: AdministrationError.unknownAccount("nobody")) {
                try await administration.createKey(forAccount: "nobody", tier: "free", label: "")
            }
            await #expect(throws: AdministrationError.unknownAccount("nobody")) {
                try await administration.credentials(ofAccount: "nobody")
            }
            await #expect {
                try await administration.createKey(tier: "gold", label: "")
            } throws: {
                "\($0)".hasPrefix("there is no tier 'gold'; accepted: free, tier_1, ")
            }
            for label in ["two\nlines", "\u{1b}[2J", String(repeating: "x", count: 129)] {
                await #expect(throws: AdministrationError.badLabel(label)) {
                    try await administration.createKey(tier: "free", label: label)
                }
            }
            for name in [
                "", "two\nlines", "bell\u{7}", String(repeating: "x", count: Administration.maximumNameLength + 1),
            ] {
                await #expect(throws: AdministrationError.badName(name)) {
                    try await administration.createAccount(named: name, trusted: false)
                }
            }
            await #expect(throws: StoreError.noSuchCredential(99)) { try await administration.disableCredential(99) }
        }

        /// The command line and a running server share the store's file.
        @Test("A running server takes up what another process made and disabled", .timeLimit(.minutes(2)))
        func besideAServer() async throws {
            try await Self.withFolder { (configuration) async throws in
                var configuration = configuration
                configuration.port = 0
                let (ports, isReady) = AsyncStream.makeStream(of: Int.self)
                let server = ThreatAPIServer(
                    configuration: configuration, logger: TestServer.logger, onReady: { isReady.yield($0) })
                try await TestServer.whileRunning(server) { [configuration] in
                    let port = try #require(await ports.first { _ in true })
                    let created = try await Administration.onStore(of: configuration) { administration in
                        try await administration.createKey(tier: "free", label: "")
                    }
                    let status = { () async throws in
                        try await TestServer.request(port, "/v1/key/status", key: created.secret.text).status
                    }
                    while try await status() == 401 { await Task.yield() }
                    #expect(try await status() == 200)
                    try await Administration.onStore(of: configuration) { administration in
                        try await administration.disableCredential(created.credential.id)
                    }
                    while try await status() == 200 { await Task.yield() }
                    #expect(try await status() == 403)
                }
            }
        }
    }
}
