import Guard
import IPNetworks
import TestClocks
import TestGuards
import TestHosts
import Testing
import ThreatModel

/// Safety layer 6: a change that would cut off whoever makes it takes itself back.
struct CommitConfirmTests {
    private typealias Change = PendingChange<[String]>

    private let start = Timestamp(milliseconds: 1_000_000)

    private func session(_ text: String, after seconds: Int64) throws -> Change.Session {
        Change.Session(address: try address(text), connected: start.advanced(by: .seconds(seconds)))
    }

    private func change(cuts: Bool = true) throws -> Change {
        Change(from: ["before"], to: ["after"], by: try session("45.40.0.1", after: -5), cuts: cuts, at: start)
    }

    @Test func nobodyConfirms() throws {
        var change = try change()
        #expect(change.inForce == ["after"] && change.isPending)
        change.tick(start.advanced(by: .milliseconds(59_999)))
        #expect(change.inForce == ["after"] && change.remaining(at: start.advanced(by: .seconds(59))) == .seconds(1))
        change.tick(start.advanced(by: .seconds(60)))
        #expect(change.inForce == ["before"] && change.phase == .reverted(.silence))
        #expect(throws: Change.Objection.tooLate) {
            try change.confirm(by: session("45.40.0.1", after: 61), at: start.advanced(by: .seconds(62)))
        }
        #expect(change.inForce == ["before"])
    }

    @Test func aNewConnectionFromTheSamePlaceConfirms() throws {
        var change = try change()
        let now = start.advanced(by: .seconds(10))
        try change.confirm(by: session("45.40.0.1", after: 3), at: now)
        #expect(change.phase == .confirmed)
        change.tick(start.advanced(by: .seconds(1000)))
        #expect(change.inForce == ["after"])
        try change.confirm(by: session("45.40.0.1", after: 3), at: now)
        change.withdraw()
        #expect(change.inForce == ["after"])
    }

    /// The old connection may live on although no new one comes through: that is what this is about.
    @Test func theOldConnectionProvesNothing() throws {
        var change = try change()
        #expect(throws: Change.Objection.oldConnection) {
            try change.confirm(by: session("45.40.0.1", after: -5), at: start.advanced(by: .seconds(1)))
        }
        #expect(throws: Change.Objection.oldConnection) {
            try change.confirm(by: session("45.40.0.1", after: 0), at: start.advanced(by: .seconds(1)))
        }
        #expect(throws: Change.Objection.otherAddress(try address("45.40.0.1"))) {
            try change.confirm(by: session("45.40.0.2", after: 1), at: start.advanced(by: .seconds(2)))
        }
        #expect(change.isPending)
        change.withdraw()
        #expect(change.phase == .reverted(.withdrawn) && change.inForce == ["before"])
    }

    /// A confirmation in the very moment at which time is up comes too late, whether or not somebody looked at the clock.
    @Test func timeIsUpForConfirmationsToo() throws {
        var change = try change()
        #expect(throws: Change.Objection.tooLate) {
            try change.confirm(by: session("45.40.0.1", after: 59), at: start.advanced(by: .seconds(60)))
        }
        #expect(change.phase == .reverted(.silence))
    }

    @Test func whatCutsNobodyOffIsNotWaitedFor() throws {
        let change = try change(cuts: false)
        #expect(change.phase == .confirmed && change.inForce == ["after"] && change.remaining(at: start) == nil)
    }

    @Test func whoIsCutOff() throws {
        let admin = try address("45.40.0.1")
        let blocked = IPAddressSet("45.40.0.0/16")
        #expect(CutOff.isCut(admin, by: blocked, allowing: Allowlist()))
        #expect(!CutOff.isCut(admin, by: IPAddressSet("45.41.0.0/16"), allowing: Allowlist()))
        let allowed = Allowlist(whitelist: [.range(IPRange(admin))])
        #expect(!CutOff.isCut(admin, by: blocked, allowing: allowed))
        #expect(!CutOff.isCut(try address("10.0.0.1"), by: IPAddressSet("10.0.0.0/8"), allowing: Allowlist()))
    }
}

/// The same with a kernel: who blocks themselves by mistake is back after a minute.
@Suite(.tags(.namespaces), .ifNamespacesArePermitted, .serialized, .timeLimit(.minutes(2)))
struct CommitConfirmKernelTests {
    @Test func whoLocksThemselvesOutIsBackAfterAMinute() async throws {
        let arena = try await Arena()
        let guarding = try arena.guarding("45.40.1.1\n")
        let clock = TestWallClock()
        try await guarding.whileRunning { service async throws in
            try await arena.field.waitUntil("45.40.1.1", arrives: false)
            let admin = try address("45.40.1.2")
            let session = PendingChange<String>.Session(address: admin, connected: clock.now)
            clock.advance(by: .seconds(5))
            let blocked = IPAddressSet("45.40.1.1", "45.40.1.2")
            let allowlist = try #require(await service.status()).allowlist
            var change = PendingChange(
                from: "45.40.1.1\n", to: "45.40.1.1\n45.40.1.2\n", by: session,
                cuts: CutOff.isCut(admin, by: blocked, allowing: allowlist), at: clock.now)
            #expect(change.isPending)
            try arena.folder.write("mine.txt", change.inForce)
            try await arena.field.waitUntil("45.40.1.2", arrives: false)
            // No new connection comes through, so nobody confirms.
            clock.advance(by: PendingChange<String>.patience)
            change.tick(clock.now)
            try arena.folder.write("mine.txt", change.inForce)
            try await arena.field.waitUntil("45.40.1.2", arrives: true)
            #expect(try await !arena.field.arrives(from: "45.40.1.1"))
        }
    }
}
