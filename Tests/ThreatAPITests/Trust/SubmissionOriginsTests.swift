import Geolocation
import IPNetworks
import Scoring
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("Where submissions come from")
struct SubmissionOriginsTests {
    private static func account(_ id: Int64, trusted: Bool = false) -> StoredAccount {
        StoredAccount(id: id, name: "\(id)", trusted: trusted, createdAt: ManualClock.start)
    }

    private static func note(
        _ submissions: [(account: StoredAccount, from: String)], in store: any Store,
        places: PlaceTable = .empty
    ) async throws -> Organisations {
        let origins = SubmissionOrigins(store: store, places: PlaceDirectory(places))
        for (account, client) in submissions {
            let address = try #require(IPAddress(client))
            try await origins.note(account, from: address)
        }
        return try await store.read { try Organisations(stored: $0) }
    }

    @Test("Accounts of one network are one organisation, and stay it")
    func joined() async throws {
        let store = MemoryStore()
        let organisations = try await Self.note(
            [
                (Self.account(5), "45.66.1.2"), (Self.account(3), "45.66.2.2"), (Self.account(7), "45.66.1.9"),
                (Self.account(8), "2a00:1:2::1"), (Self.account(9), "2a00:1:2:9::1"), (Self.account(7), "45.66.3.1"),
                (Self.account(3), "45.66.3.7"),
            ], in: store)
        #expect([3, 5, 7, 8, 9].map { organisations[$0] } == [3, 3, 3, 8, 8])
        // A server that starts anew knows no less.
        #expect(try await Self.note([(Self.account(4), "45.66.1.200")], in: store)[4] == 3)
    }

    @Test("Nobody is joined through this machine, a private network, or the operator")
    func apart() async throws {
        let organisations = try await Self.note(
            [
                (Self.account(5), "127.0.0.1"), (Self.account(6), "127.0.0.1"), (Self.account(5), "10.0.0.1"),
                (Self.account(6), "10.0.0.1"), (Self.account(5), "45.66.1.2"),
                (Self.account(1, trusted: true), "45.66.1.2"),
                (Self.account(6), "45.66.2.2"), (Self.account(1, trusted: true), "45.66.2.2"),
            ], in: MemoryStore())
        #expect(organisations.areApart)
    }

    @Test("Whoever travels joins only so many")
    func bounded() async throws {
        let homes = (1...20).map { (Self.account(Int64($0)), "45.66.\($0).1") }
        let traveller = (1...20).map { (Self.account(99), "45.66.\($0).2") }
        let organisations = try await Self.note(homes + traveller, in: MemoryStore())
        #expect(organisations.members(with: 99).count == SubmissionNetwork.maximumPerAccount + 1)
    }

    @Test("A small range of one autonomous system joins; a provider's does not")
    func announced() async throws {
        func range(_ first: String, _ last: String) throws -> IPRange {
            try IPRange(try #require(IPAddress(first)), try #require(IPAddress(last)))
        }
        func place(_ asn: UInt32, _ city: String? = nil) -> Place {
            Place(asn: asn, city: city)
        }
        let places = try PlaceTable([
            (try range("45.66.0.0", "45.66.1.127"), place(64_500)),
            (try range("45.66.1.128", "45.66.3.255"), place(64_500, "Elsewhere")),
            (try range("45.70.0.0", "45.70.255.255"), place(64_501)),
        ])
        let organisations = try await Self.note(
            [
                (Self.account(5), "45.66.0.2"), (Self.account(6), "45.66.3.2"), (Self.account(7), "45.70.1.2"),
                (Self.account(8), "45.70.2.2"),
            ], in: MemoryStore(), places: places)
        #expect((5...8).map { organisations[$0] } == [5, 5, 7, 8])
    }

    @Test("A disk that is full refuses the submission, and nothing is forgotten")
    func failure() async throws {
        let store = FailingStore(MemoryStore())
        let origins = SubmissionOrigins(store: store, places: PlaceDirectory())
        let client = try #require(IPAddress("45.66.1.2"))
        store.failWrites(with: .full(path: "/"))
        await #expect(throws: StoreError.self) { try await origins.note(Self.account(5), from: client) }
        store.failWrites(with: nil)
        try await origins.note(Self.account(5), from: client)
        #expect(try await store.read { try $0.submissionNetworks(of: 5) }.count == 1)
    }
}
