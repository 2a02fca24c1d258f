import IPNetworks
import Testing
import ThreatModel

@testable import Blocklists

/// Copies as bytes.
struct ListCopyTests {
    private static func sample(_ random: inout SeededGenerator) -> ListCopy {
        var list = KeptList(
            IPAddressSet(
                (0..<Int.random(in: 0...30, using: &random)).compactMap { _ in
                    let first = UInt32.random(in: 0...0xffff_0000, using: &random)
                    return try? IPRange(
                        IPAddress(v4: first), IPAddress(v4: first + UInt32.random(in: 0...300, using: &random)))
                }))
        for _ in 0..<Int.random(in: 0...10, using: &random) {
            list.apply(.add(IPAddress(v6: 0x2600 << 112 | UInt128(UInt64.random(in: 0...99, using: &random)))))
        }
        let hasCursor = Bool.random(using: &random)
        return ListCopy(
            list: list,
            position: ListPosition(
                entityTag: Bool.random(using: &random) ? "\"tag\"" : nil,
                lastModified: Bool.random(using: &random) ? "Sun, 06 Nov 1994 08:49:37 GMT" : nil,
                cursor: hasCursor ? .at(.random(in: 0...UInt64.max, using: &random)) : nil),
            confirmed: Timestamp(milliseconds: .random(in: 0...2_000_000_000_000, using: &random)),
            history: ListHistory(
                accepted: ListSize(of: list.addresses),
                pending: Bool.random(using: &random) ? .init(change: .shrank, pulls: 2) : nil))
    }

    private static func record(_ random: inout SeededGenerator) -> ListCopyRecord {
        let changes = (0..<Int.random(in: 0...5, using: &random)).map { _ -> ListedChange in
            let address =
                Bool.random(using: &random)
                ? IPAddress(v4: .random(in: 0...UInt32.max, using: &random))
                : IPAddress(v6: 0x2600 << 112 | UInt128(UInt64.random(in: 0...99, using: &random)))
            return Bool.random(using: &random) ? .add(address) : .remove(address)
        }
        return ListCopyRecord(
            changes: changes, cursor: .at(.random(in: 0...999, using: &random)),
            confirmed: Timestamp(milliseconds: .random(in: 0...2_000_000_000_000, using: &random)))
    }

    private static func decode(_ bytes: [UInt8]) throws -> (copy: ListCopy, size: Int) {
        let decoded = try #require(ListCopy.decode(bytes))
        return (decoded.copy, decoded.size)
    }

    @Test(arguments: 1...50 as ClosedRange<UInt64>)
    func comesBackAsItWas(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var copy = Self.sample(&random)
        var bytes = copy.encoded(after: nil)
        let (decoded, size) = try Self.decode(bytes)
        #expect(size == bytes.count)
        #expect(decoded.list == copy.list && decoded.position == copy.position && decoded.confirmed == copy.confirmed)
        #expect(decoded.history == copy.history)
        for _ in 0..<4 {
            let record = Self.record(&random)
            bytes += record.encoded
            for change in record.changes { copy.list.apply(change) }
            if !record.changes.isEmpty { (copy.position.entityTag, copy.position.lastModified) = (nil, nil) }
            copy.position.cursor = record.cursor
            let (decoded, size) = try Self.decode(bytes)
            #expect(size == bytes.count)
            #expect(decoded.list == copy.list && decoded.position == copy.position)
        }
    }

    /// Whatever a power failure leaves of the records, what is read is the list at some moment of the past.
    @Test func aTornFileIsAnOlderFile() throws {
        var random = SeededGenerator(seed: 9)
        let copy = Self.sample(&random)
        let whole = copy.encoded(after: nil)
        let records = (0..<5).map { _ in Self.record(&random) }
        let ends = records.reduce(into: [whole.count]) { $0.append($0[$0.count - 1] + $1.encoded.count) }
        let bytes = records.reduce(whole) { $0 + $1.encoded }
        for length in 0...bytes.count {
            let read = ListCopy.decode(Array(bytes.prefix(length)))
            guard length >= whole.count else {
                #expect(read == nil)
                continue
            }
            let (decoded, size) = (try #require(read).copy, try #require(read).size)
            let complete = ends.last { $0 <= length }
            #expect(size == complete)
            let taken = ends.firstIndex { $0 == complete } ?? 0
            var list = copy.list
            for record in records.prefix(taken) { for change in record.changes { list.apply(change) } }
            #expect(decoded.list == list)
        }
    }

    /// A byte that is not as it was written is noticed wherever it is.
    @Test func damageIsNoticed() {
        var random = SeededGenerator(seed: 3)
        let bytes = Self.sample(&random).encoded(after: nil)
        for index in bytes.indices {
            var damaged = bytes
            damaged[index] ^= UInt8.random(in: 1...255, using: &random)
            #expect(ListCopy.decode(damaged) == nil)
        }
    }

    @Test func nothingThatIsReadTraps() {
        var random = SeededGenerator(seed: 4)
        var bytes = Self.sample(&random).encoded(after: nil) + Self.record(&random).encoded
        for _ in 0..<20_000 {
            bytes[Int.random(in: 8..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
            _ = ListCopy.decode(bytes)
            var reader = BinaryReader(bytes)
            _ = ListCopyRecord(&reader)
        }
    }
}
