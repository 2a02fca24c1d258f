import CNetfilter
import Foundation
import TestHosts
import Testing

@testable import Netlink

/// Against the kernel, with `nft` as the witness.
@Suite(.tags(.namespaces), .ifNamespacesArePermitted)
struct NftablesConnectionTests {
    private let host: TestHost

    init() throws { host = try TestHost("nft") }

    /// What the golden bytes mean, as another program sees it.
    @Test func goldenMessagesMakeATable() async throws {
        let additions = GoldenCase.all.filter { $0.name.hasPrefix("add-") }
        try await host.run {
            var connection = try NftablesConnection()
            var transaction = connection.transaction(table: "t")
            for golden in additions { golden.write(&transaction) }
            try connection.commit(transaction)
        }
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../Golden/Bytes/table.nft")
        #expect(try await host.command(["nft", "list", "ruleset"]) == String(contentsOf: file, encoding: .utf8))

        try await host.run {
            var connection = try NftablesConnection()
            var transaction = connection.transaction(table: "t")
            for golden in GoldenCase.all where golden.name.hasPrefix("delete-") || golden.name.hasPrefix("flush-") {
                golden.write(&transaction)
            }
            try connection.commit(transaction)
        }
        #expect(try await host.command(["nft", "list", "ruleset"]) == "")
    }

    @Test func whatWasWrittenIsReadBack() async throws {
        try await host.run {
            var connection = try NftablesConnection()
            #expect(try connection.comment(ofTable: "t") == nil)
            var transaction = connection.transaction(table: "t")
            for golden in GoldenCase.all.prefix(while: { $0.name.hasPrefix("add-") }) { golden.write(&transaction) }
            try connection.commit(transaction)

            #expect(try connection.comment(ofTable: "t") == "a comment")
            #expect(
                try connection.chain("incoming", of: "t")
                    == NftablesChain(name: "incoming", hook: .prerouting(priority: -150)))
            #expect(try connection.chain("listed", of: "t") == NftablesChain(name: "listed"))
            #expect(try connection.chain("missing", of: "t") == nil)
            #expect(
                try connection.ruleComments(ofChain: "listed", in: "t") == [
                    "answers", "open", "range", "tally", "log", "drop",
                ])
            #expect(try connection.counter("dropped", of: "t") == PacketCount(packets: 0, bytes: 0))
            #expect(try connection.counter("missing", of: "t") == nil)
            let sets = try connection.sets(of: "t")
            #expect(sets.map(\.name) == ["four", "six", "nets", "flows"])
            #expect(sets.map(\.capacity) == [1536, 1536, nil, 1000])
            #expect(sets.map(\.keyLength) == [4, 16, 4, 12])
            #expect(sets.map(\.hasIntervals) == [false, false, true, false])
            #expect(
                try Set(connection.addresses(of: "four", in: "t") as [UInt32])
                    == [0xc000_0201, 0xc000_0207, 0xc000_0209])
            #expect(try connection.addresses(of: "six", in: "t") == [0x2001_0db8 << 96 | 1 as UInt128])
            let bounds: (starts: [UInt32], ends: [UInt32]) = try connection.intervalBounds(of: "nets", in: "t")
            #expect(Set(bounds.starts) == [0xc633_6400, 0xff00_0000])
            #expect(bounds.ends == [0xc633_6500])
            #expect(try connection.elementComments(of: "four", in: "t").sorted() == ["", "", "why"])
            #expect(try connection.flows(of: "flows", in: "t").isEmpty)
        }
    }

    @Test func presenceOfElements() async throws {
        try await host.run {
            var connection = try NftablesConnection()
            var transaction = connection.transaction(table: "t")
            transaction.addTable(comment: "")
            transaction.add(NftablesSet(name: "four", type: .ipv4Address, kind: .exact(capacity: 1000)))
            transaction.add(NftablesSet(name: "six", type: .ipv6Address, kind: .intervals))
            let even = (0..<UInt32(300)).map { 2 * $0 }
            transaction.add(addresses: even, to: "four")
            transaction.add(intervals: [10...20, 30...40 as ClosedRange<UInt128>], to: "six")
            try connection.commit(transaction)

            #expect(try connection.countPresent(addresses: even, in: "four", of: "t") == 300)
            #expect(try connection.countPresent(addresses: Array(0..<600 as Range<UInt32>), in: "four", of: "t") == 300)
            #expect(try connection.countPresent(intervals: [10...20 as ClosedRange<UInt128>], in: "six", of: "t") == 2)
            // Inside one, or with one bound right, is not there.
            #expect(try connection.countPresent(intervals: [11...19 as ClosedRange<UInt128>], in: "six", of: "t") == 0)
            #expect(try connection.countPresent(intervals: [10...21 as ClosedRange<UInt128>], in: "six", of: "t") == 1)
            #expect(try connection.countPresent(addresses: even, in: "missing", of: "t") == 0)
        }
    }

    @Test func refusalsSayWhat() async throws {
        try await host.run {
            var connection = try NftablesConnection()
            var transaction = connection.transaction(table: "missing")
            transaction.delete(set: "s")
            do throws(NetlinkError) {
                try connection.commit(transaction)
                Issue.record("deleted what is not there")
            } catch {
                #expect(error.code == .noSuchObject)
                #expect(error.description.hasPrefix("the kernel refused to delete set s: no such object (ENOENT)"))
            }
        }
    }

    /// Of a transaction with one wrong message, nothing is done.
    @Test func refusedTransactionsLeaveNothing() async throws {
        try await host.run {
            var connection = try NftablesConnection()
            var transaction = connection.transaction(table: "t")
            transaction.addTable(comment: "")
            transaction.add(NftablesSet(name: "s", type: .ipv4Address, kind: .exact(capacity: 4)))
            transaction.add(addresses: Array(0..<5 as Range<UInt32>), to: "s")
            do throws(NetlinkError) {
                try connection.commit(transaction)
                Issue.record("five elements fitted into a set for four")
            } catch {
                #expect(error.code == .tableFull)
                #expect(error.description.contains("add elements to set s"))
            }
            #expect(try connection.comment(ofTable: "t") == nil)
        }
    }

    @Test func checkedTransactionsLeaveNothing() async throws {
        try await host.run {
            var connection = try NftablesConnection()
            let before = try connection.generation()
            var transaction = connection.transaction(table: "t")
            for golden in GoldenCase.all { golden.write(&transaction) }
            try connection.check(transaction)
            #expect(try connection.comment(ofTable: "t") == nil)
            #expect(try connection.generation() == before)

            transaction = connection.transaction(table: "t")
            transaction.deleteTable()
            do throws(NetlinkError) {
                try connection.check(transaction)
                Issue.record("deleted what is not there")
            } catch {
                #expect(error.code == .noSuchObject)
            }
        }
    }

    @Test func transactionsForAnotherGenerationAreRefused() async throws {
        try await host.run {
            var connection = try NftablesConnection()
            let generation = try connection.generation()
            for number in [generation, generation + 1] {
                var transaction = connection.transaction(table: "t\(number)", generation: number)
                transaction.addTable(comment: "")
                try connection.commit(transaction)
            }
            var transaction = connection.transaction(table: "t", generation: generation)
            transaction.addTable(comment: "")
            do throws(NetlinkError) {
                try connection.commit(transaction)
                Issue.record("committed to a generation that is past")
            } catch {
                #expect(error.code == .staleGeneration)
            }
            #expect(try connection.generation() == generation + 2)
        }
    }

    /// More than one datagram either way.
    @Test func manyElements() async throws {
        try await host.run {
            var random = SeededRandom(seed: 3)
            let addresses = Set((0..<30_000).map { _ in UInt32.random(in: 0...UInt32.max, using: &random) })
            var connection = try NftablesConnection()
            var transaction = connection.transaction(table: "t")
            transaction.addTable(comment: "")
            transaction.add(NftablesSet(name: "s", type: .ipv4Address, kind: .exact(capacity: 60_000)))
            transaction.add(addresses: Array(addresses), to: "s")
            try connection.commit(transaction)
            let found: [UInt32] = try connection.addresses(of: "s", in: "t", expected: addresses.count)
            #expect(found.count == addresses.count)
            #expect(Set(found) == addresses)
        }
    }
}
