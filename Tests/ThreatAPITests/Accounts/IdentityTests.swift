import Store
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("Whom a secret identifies")
struct IdentityTests {
    let store = MemoryStore()
    let clock = ManualClock()
    let tiers = TierTable(Tier.defaults)

    var administration: Administration { Administration(store: store, clock: clock, actor: "test") }

    private func table() async throws -> IdentityTable {
        let directory = IdentityDirectory(store: store, tiers: tiers)
        try await directory.refresh(at: clock.now)
        return directory.current
    }

    private func identity(_ secret: Secret) async throws -> Identity? {
        let table = try await table()
        return Array(secret.text.utf8).withUnsafeBytes { table.identity(secret: $0) }
    }

    private func refusal(_ secret: Secret) async throws -> Identity.Refusal? {
        try #require(try await identity(secret)).refusal(at: clock.now)
    }

    @Test("Why a known secret does not work")
    func refusals() async throws {
        let key = try await administration.createKey(tier: "free", label: "")
        #expect(try await refusal(key.secret) == nil)
        try await administration.setCredential(key.credential.id, expiresAt: clock.now.advanced(by: .seconds(9)))
        #expect(try await refusal(key.secret) == nil)
        clock.advance(by: .seconds(9))
        #expect(try await refusal(key.secret) == .expired)
        try await administration.disableCredential(key.credential.id)
        #expect(try await refusal(key.secret) == .disabled)
        try await administration.setAccount(named: Administration.operatorName, disabled: true)
        #expect(try await refusal(key.secret) == .accountDisabled)
        try await administration.setAccount(named: Administration.operatorName, disabled: false)
        #expect(try await refusal(key.secret) == .disabled)
    }

    @Test("A replaced secret works for the time of grace, is then known to be replaced, and at last unknown")
    func rotation() async throws {
        let first = try await administration.createKey(tier: "tier_1", label: "web")
        let second = try await administration.rotateCredential(first.credential.id, grace: .seconds(60))
        #expect(second.credential.id == first.credential.id && second.credential.tier == "tier_1")
        #expect(second.credential.label == "web" && second.secret.text.hasPrefix("sk_tier_1_"))
        #expect(try await refusal(first.secret) == nil)
        #expect(try await refusal(second.secret) == nil)
        #expect(try await identity(first.secret)?.credential == identity(second.secret)?.credential)
        clock.advance(by: .seconds(60))
        #expect(try await refusal(first.secret) == .replaced)
        #expect(try await refusal(second.secret) == nil)
        let third = try await administration.rotateCredential(first.credential.id)
        #expect(try await refusal(second.secret) == .replaced)
        #expect(try await refusal(third.secret) == nil)
        clock.advance(by: Administration.recognisedFor + .seconds(1))
        _ = try await administration.rotateCredential(first.credential.id)
        #expect(try await identity(first.secret) == nil)
        let token = try await administration.createSensorToken(name: "lab")
        #expect(try await administration.rotateCredential(token.credential.id).secret.text.hasPrefix("st_"))
    }

    @Test("What cannot be rotated is said")
    func refusedRotation() async throws {
        let key = try await administration.createKey(tier: "free", label: "")
        let id = key.credential.id
        for grace in [Duration.seconds(-1), Administration.maximumGrace + .seconds(1)] {
            await #expect(throws: AdministrationError.badGrace) {
                try await administration.rotateCredential(id, grace: grace)
            }
        }
        try await administration.setCredential(id, expiresAt: clock.now)
        await #expect(throws: AdministrationError.credentialExpired(id)) {
            try await administration.rotateCredential(id)
        }
        try await administration.disableCredential(id)
        await #expect(throws: AdministrationError.credentialDisabled(id)) {
            try await administration.rotateCredential(id)
        }
        await #expect(throws: StoreError.noSuchCredential(99)) { try await administration.rotateCredential(99) }
        // What was refused leaves no deed behind.
        #expect(try await administration.deeds(limit: 9).map(\.text).count { $0.contains("secret") } == 0)
    }

    @Test("The directory says when something may have ceased to work, and only then")
    func refreshing() async throws {
        let directory = IdentityDirectory(store: store, tiers: tiers)
        let key = try await administration.createKey(
            tier: "free", label: "", expiresAt: clock.now.advanced(by: .seconds(10)))
        #expect(try await directory.refresh(at: clock.now))
        #expect(try await !directory.refresh(at: clock.now))
        clock.advance(by: .seconds(9))
        #expect(try await !directory.refresh(at: clock.now))
        clock.advance(by: .seconds(1))
        #expect(try await directory.refresh(at: clock.now))
        #expect(try await !directory.refresh(at: clock.now))
        try await administration.setCredential(key.credential.id, expiresAt: nil)
        #expect(try await directory.refresh(at: clock.now))
        #expect(!tiers.replace(with: Tier.defaults))
        #expect(try await !directory.refresh(at: clock.now))
        #expect(tiers.replace(with: []))
        #expect(try await directory.refresh(at: clock.now))
        let identity = Array(key.secret.text.utf8).withUnsafeBytes { directory.current.identity(secret: $0) }
        #expect(identity != nil && identity?.tier == nil)
    }

    @Test("Of two who read at once, the one that read first never brings back what was before")
    func readTogether() async throws {
        let directory = IdentityDirectory(store: store, tiers: tiers)
        try await directory.refresh(at: clock.now)
        let older = directory.current
        let key = try await administration.createKey(tier: "free", label: "")
        try await directory.refresh(at: clock.now)
        #expect(!directory.take(older, tierVersion: tiers.current.version, at: clock.now))
        let identity = Array(key.secret.text.utf8).withUnsafeBytes { directory.current.identity(secret: $0) }
        #expect(identity != nil && directory.current.version > older.version)
    }

    @Test("Whoever is connected is cut off when their key ends, or when its terms change")
    func connected() async throws {
        let key = try await administration.createKey(tier: "free", label: "")
        let identity = try #require(try await identity(key.secret))
        func opens() async throws -> Bool { try await table().stillOpens(identity, at: clock.now) }
        #expect(try await opens())
        _ = try await administration.rotateCredential(key.credential.id, grace: .seconds(5))
        #expect(try await opens())
        clock.advance(by: .seconds(5))
        #expect(try await !opens())

        let other = try await administration.createKey(tier: "free", label: "")
        let connected = try #require(try await self.identity(other.secret))
        var smaller = Tier.defaults
        smaller[0].blacklist = 1
        tiers.replace(with: smaller)
        #expect(try await !table().stillOpens(connected, at: clock.now))
    }

    @Test("Every deed is remembered with who did it")
    func deeds() async throws {
        _ = try await administration.createAccount(named: "web", trusted: false)
        let key = try await administration.createKey(forAccount: "web", tier: "free", label: "")
        try await administration.setAccount(named: "web", trusted: true)
        try await administration.disableCredential(key.credential.id)
        let deeds = try await administration.deeds(limit: 3)
        #expect(
            deeds.map(\.text) == ["disabled key 1", "trusted account web", "made key 1, tier free, for account web"])
        #expect(deeds.allSatisfy { $0.actor == "test" && $0.at == clock.now })
        await #expect(throws: StoreError.noSuchCredential(9)) { try await administration.disableCredential(9) }
        #expect(try await administration.deeds(limit: 99).count == 4)
    }
}
