import IPNetworks
import Store
import Testing
import ThreatModel

@Suite("Trust and organisations")
struct TrustTests {
    private static func claim(_ number: Int, about address: Int = 0, outcome: UInt8 = StoredClaim.open) -> StoredClaim {
        StoredClaim(
            address: Sample.address(address), account: Int64(number), at: Sample.start.advanced(by: .seconds(number)),
            isEarly: number.isMultiple(of: 2), outcome: outcome)
    }

    @Test("What an account earns adds up", arguments: Engine.allCases)
    func records(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            #expect(try await store.read { try $0.trust(of: 3) } == StoredTrust())
            for _ in 0..<3 {
                try await store.write { try $0.addTrust(StoredTrust(confirmed: 1, refuted: 0.25), to: 3) }
            }
            try await store.write { try $0.addTrust(StoredTrust(refuted: 0.5), to: 4) }
            #expect(try await store.read { try $0.trust(of: 3) } == StoredTrust(confirmed: 3, refuted: 0.75))
            #expect(try await store.read { try $0.trust(of: 4) } == StoredTrust(confirmed: 0, refuted: 0.5))
        }
    }

    @Test("A claim is one account's about one address, and the last that was saved", arguments: Engine.allCases)
    func claims(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            let ours = (1...6).map { Self.claim($0) }
            let others = (1...4).map { Self.claim($0, about: 1) }
            try await store.write { (transaction) throws in
                for claim in (ours + others).shuffled() { try transaction.saveClaim(claim) }
                try transaction.saveClaim(Self.claim(2, outcome: 1))
            }
            try await store.read { (reader) throws in
                #expect(try reader.claim(by: 2, about: Sample.address(0)) == Self.claim(2, outcome: 1))
                #expect(try reader.claim(by: 6, about: Sample.address(1)) == nil)
                for limit in [99, 3, 1] {
                    var found: [Int64] = []
                    try reader.forEachClaim(about: Sample.address(0)) { claim in
                        found.append(claim.account)
                        return found.count < limit
                    }
                    #expect(found == Array([1, 2, 3, 4, 5, 6].prefix(limit)))
                    #expect(
                        try reader.openClaims(about: Sample.address(0), limit: limit).map(\.account)
                            == Array([1, 3, 4, 5, 6].prefix(limit)))
                }
                let due = try reader.openClaims(madeUpTo: Sample.start.advanced(by: .seconds(3)), limit: 99)
                #expect(due.map(\.account) == [1, 1, 2, 3, 3])
                #expect(
                    try reader.openClaims(madeUpTo: Sample.start.advanced(by: .seconds(3)), limit: 2)
                        == Array(due.prefix(2)))
            }
        }
    }

    @Test("Old claims are forgotten in portions", arguments: Engine.allCases)
    func pruning(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            try await store.write { (transaction) throws in
                for number in 1...9 { try transaction.saveClaim(Self.claim(number, outcome: UInt8(number % 3))) }
            }
            let cutoff = Sample.start.advanced(by: .seconds(6))
            var gone: [Int] = []
            repeat {
                gone.append(try await store.write { try $0.pruneClaims(before: cutoff, limit: 2) })
            } while gone.last == 2
            #expect(gone == [2, 2, 1])
            let left = try await store.read { reader in
                try (1...9).filter { try reader.claim(by: Int64($0), about: Sample.address(0)) != nil }
            }
            #expect(left == [6, 7, 8, 9])
        }
    }

    @Test("A network is confirmed once for each account", arguments: Engine.allCases)
    func confirmedBlocks(_ engine: Engine) async throws {
        let blocks = try ["45.66.1.0/24", "45.66.2.0/24", "2a00:1:2::/48"].map { try #require(IPPrefix($0)) }
        try await engine.withStore { (store) async throws in
            let firsts = try await store.write { transaction in
                try (blocks + blocks).map { try transaction.noteConfirmed($0, of: 1) }
                    + [try transaction.noteConfirmed(blocks[0], of: 2)]
            }
            #expect(firsts == [true, true, true, false, false, false, true])
        }
    }

    @Test("Networks lead to the accounts that submit from them", arguments: Engine.allCases)
    func networks(_ engine: Engine) async throws {
        let near = try #require(IPPrefix("45.66.1.0/24"))
        let host = try #require(IPPrefix("45.66.1.0/32"))
        let far = try #require(IPPrefix("2a00:1:2::/48"))
        try await engine.withStore { (store) async throws in
            try await store.write { (transaction) throws in
                for (network, account) in [(near, 7), (near, 5), (far, 7), (near, 7), (host, 9)] as [(IPPrefix, Int64)]
                {
                    try transaction.addSubmissionNetwork(network, of: account)
                }
            }
            try await store.read { (reader) throws in
                #expect(try reader.firstAccount(submittingFrom: near) == 5)
                #expect(try reader.firstAccount(submittingFrom: host) == 9)
                #expect(try reader.submissionNetworks(of: 7) == [far, near])
                #expect(try reader.submissionNetworks(of: 1).isEmpty)
            }
        }
    }

    @Test("Who belongs together is numbered anew with every change", arguments: Engine.allCases)
    func organisations(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            let first = try await store.read { try $0.organisationVersion() }
            try await store.write {
                try $0.setOrganisations([
                    StoredOrganisation(account: 9, organisation: 5), StoredOrganisation(account: 7, organisation: 5),
                ])
            }
            let second = try await store.read { try $0.organisationVersion() }
            try await store.write { try $0.setOrganisations([StoredOrganisation(account: 9, organisation: 2)]) }
            #expect(first != second)
            #expect(try await store.read { try $0.organisationVersion() } != second)
            #expect(
                try await store.read { try $0.organisations() } == [
                    StoredOrganisation(account: 7, organisation: 5), StoredOrganisation(account: 9, organisation: 2),
                ])
        }
    }

    @Test("A report keeps how far its author was believed", arguments: Engine.allCases)
    func standing(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            try await store.write { (transaction) throws in
                for number in 0..<12 { try transaction.insertReport(Sample.report(number)) }
            }
            let found = try await store.read { try $0.reports(about: Sample.address(0), limit: 99) }
            #expect(found == (0..<12).reversed().map { Sample.report($0) })
        }
    }
}
