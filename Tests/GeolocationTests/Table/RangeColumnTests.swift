import Testing

@testable import Geolocation

/// Columns long enough to have heads, against a scan.
@Suite struct RangeColumnTests {
    @Test(arguments: [1, 2, 4_095, 4_096, 20_000]) func findsTheRangeOfEveryAddress(count: Int) {
        var random = SplitMix64(seed: UInt64(count))
        var starts = Set((1..<count).map { _ in UInt32.random(in: 1 ... .max, using: &random) }).sorted()
        // Crowds at both ends of the space, and at the borders of heads.
        starts += [0x10000, 0x1ffff, 0x20000, .max]
        var column = RangeColumn<UInt32>()
        for (row, start) in Set(starts).sorted().enumerated() { column.append(from: start, row: UInt32(row + 1)) }
        column.finish()
        let probes = starts.flatMap { [$0, $0 - 1, $0 &+ 1] } + [0, .max]
        for probe in probes.shuffled(using: &random).prefix(3_000) {
            let index = column.index(of: probe)
            #expect(column.starts[index] <= probe && probe <= column.last(index))
            #expect(column.index(of: probe, near: 0) == index)
            #expect(column.index(of: probe, near: column.count - 1) == index)
            #expect(column.row(of: probe) == column.rows[index])
        }
    }

    @Test func neighboursThatSayTheSameAreOne() {
        var column = RangeColumn<UInt32>()
        column.append(from: 10, row: 1)
        column.append(from: 20, row: 1)
        column.append(from: 30, row: 0)
        column.append(from: 30, row: 1)
        column.append(from: 40, row: 2)
        column.append(from: 40, row: 3)
        column.append(from: 50, row: 0)
        #expect(column.starts == [0, 10, 40, 50])
        #expect(column.rows == [0, 1, 3, 0])
    }
}
