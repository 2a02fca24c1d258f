import CNetfilter
import IPNetworks
import TestHosts
import Testing

@testable import Netlink

/// Lists that take more than one message, read back from the bytes by the slow and general way.
@Suite struct LargeTransactionTests {
    private struct Elements: Equatable {
        /// Of each message about elements.
        var perMessage: [Int] = []
        var keys: [[UInt8]] = []
        var ends: [Bool] = []
    }

    private func elements(_ transaction: consuming NftablesTransaction) -> Elements {
        var found = Elements()
        transaction.batch().withUnsafeBytes { bytes in
            var messages = NetlinkMessages(bytes)
            while let message = messages.next() {
                guard let list = message.netfilterAttributes?.first(NFTA_SET_ELEM_LIST_ELEMENTS) else { continue }
                var count = 0
                for entry in list.nested {
                    guard let element = NftablesElement(entry) else { continue }
                    count += 1
                    found.keys.append(Array(element.key))
                    found.ends.append(element.isIntervalEnd)
                }
                found.perMessage.append(count)
            }
            #expect(messages.isComplete)
        }
        return found
    }

    /// 16 bytes an address: 4,095 fit into one list of 65,535 bytes.
    @Test(arguments: [0, 1, 4095, 4096, 8190, 8191, 20_000])
    func addresses4(_ count: Int) {
        var random = SeededRandom(seed: UInt64(count))
        let addresses = (0..<count).map { _ in UInt32.random(in: 0...UInt32.max, using: &random) }
        var transaction = NftablesTransaction(table: "t")
        transaction.add(addresses: addresses, to: "s")
        let found = elements(transaction)
        #expect(found.keys == addresses.map { IPAddress(v4: $0).networkBytes })
        #expect(found.perMessage.allSatisfy { $0 <= 4095 })
        #expect(found.perMessage.count == (count + 4094) / 4095)
        #expect(!found.ends.contains(true))
    }

    @Test(arguments: [1, 2340, 2341])
    func addresses6(_ count: Int) {
        var random = SeededRandom(seed: UInt64(count))
        let addresses = (0..<count).map { _ in UInt128.random(in: 1 << 64...UInt128.max, using: &random) }
        var transaction = NftablesTransaction(table: "t")
        transaction.delete(addresses: addresses, from: "s")
        let found = elements(transaction)
        #expect(found.keys == addresses.map { IPAddress(v6: $0).networkBytes })
        #expect(found.perMessage.count == (count + 2339) / 2340)
    }

    @Test(arguments: [1, 1638, 1639])
    func intervals(_ count: Int) {
        let intervals = (0..<UInt32(count)).map { $0 * 100...$0 * 100 + 7 } + [0xffff_0000...UInt32.max]
        var transaction = NftablesTransaction(table: "t")
        transaction.add(intervals: intervals, to: "s")
        let found = elements(transaction)
        #expect(found.keys.count == 2 * count + 1)
        #expect(found.ends == (0..<count).flatMap { _ in [false, true] } + [false])
        #expect(found.keys[1] == [0, 0, 0, 8])
        #expect(found.keys.last == [0xff, 0xff, 0, 0])
        #expect(found.perMessage.count == (count + 1638) / 1638)
    }

    @Test func sizesSuffice() {
        let count = 10_000
        var transaction = NftablesTransaction(table: "t")
        let before = transaction.writer.bytes.count
        transaction.add(addresses: Array(0..<UInt32(count)), to: String(repeating: "n", count: 60))
        let needed = transaction.writer.bytes.count - before
        #expect(needed <= NftablesTransaction.size(ofAddresses: count, UInt32.self))
        #expect(needed > count * 16)
    }

    /// The name of a refused request is found by the number of its message.
    @Test func requestNames() {
        var transaction = NftablesTransaction(table: "t", firstSequence: UInt32.max)
        transaction.add(addresses: [1, 2] as [UInt32], to: "s")
        transaction.deleteTable()
        #expect(transaction.requests[UInt32.max] == "begin a transaction")
        #expect(transaction.requests[0] == "add elements to set s")
        #expect(transaction.requests[1] == "delete table t")
        #expect(transaction.requests[77] == "change the tables")
        #expect(transaction.messageCount == 4)
    }
}
