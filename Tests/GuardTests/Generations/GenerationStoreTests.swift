import Blocklists
import Firewall
import Foundation
import IPNetworks
import Netlink
import TestGuards
import TestHosts
import Testing
import ThreatModel

@testable import Guard

/// What was in force, on disk.
struct GenerationStoreTests {
    private let folder: Folder
    private let store: GenerationStore

    init() throws {
        folder = try Folder()
        store = GenerationStore(StoredFolder(folder.path("generations")), thread: try NetlinkThread())
    }

    private static func generation(_ number: UInt64) -> Generation {
        let set = IPAddressSet("45.40.0.\(number % 200)", "45.41.0.0/16", "2600:9::1", "2600:10::/48")
        return Generation(
            number: number, time: Timestamp(milliseconds: 1_700_000_000_000),
            lists: FirewallLists(blocked: set, allowed: IPAddressSet("10.0.0.0/8")))
    }

    private func path(_ number: UInt64) throws -> String {
        let names = try StoredFolder(folder.path("generations")).names()
        return folder.path("generations/\(try #require(names.first { $0.hasSuffix("\(number)") }))")
    }

    @Test func theNewestComesBack() async throws {
        #expect(await store.newest().generation == nil)
        for number in [9, 10, 11, 12] as [UInt64] { try await store.save(Self.generation(number)) }
        let (newest, damage) = await store.newest()
        #expect(newest == Self.generation(12) && damage.isEmpty)
        #expect(newest?.lists.allowed4.items.isEmpty == true)
        #expect(try StoredFolder(folder.path("generations")).names().count == GenerationStore.kept)
    }

    @Test func aDamagedOneGivesWayToTheOneBefore() async throws {
        for number in [1, 2] as [UInt64] { try await store.save(Self.generation(number)) }
        let path = try path(2)
        try Data(try Data(contentsOf: URL(fileURLWithPath: path)).dropLast(3)).write(to: URL(fileURLWithPath: path))
        let (newest, damage) = await store.newest()
        #expect(newest == Self.generation(1))
        #expect(damage.count == 1 && "\(damage)".contains("damaged"))
    }

    @Test func everyDamagedByteIsNoticed() {
        let bytes = Self.generation(7).encoded
        #expect(Generation(bytes) == Self.generation(7))
        for index in bytes.indices {
            var damaged = bytes
            damaged[index] ^= 0x40
            #expect(Generation(damaged) == nil)
            #expect(Generation(Array(bytes.prefix(index))) == nil)
        }
        #expect(Generation(bytes + [0]) == nil)
    }

    @Test func nothingThatIsReadTraps() {
        var random = SeededRandom(seed: 5)
        var bytes = Self.generation(7).encoded
        for _ in 0..<20_000 {
            bytes[Int.random(in: 8..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
            _ = Generation(bytes)
        }
    }
}
