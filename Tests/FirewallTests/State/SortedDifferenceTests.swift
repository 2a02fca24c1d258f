import TestHosts
import Testing

@testable import Firewall

@Suite struct SortedDifferenceTests {
    private func sortedSet(_ random: inout SeededRandom) -> [Int] {
        let numbers = (0..<Int.random(in: 0...40, using: &random)).map { _ in Int.random(in: 0...50, using: &random) }
        return Set(numbers).sorted()
    }

    @Test(arguments: 0..<200)
    func differenceIsThatOfSets(_ seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let (old, new) = (sortedSet(&random), sortedSet(&random))
        let difference = try #require(old.difference(to: new, limit: 100, by: <))
        #expect(difference.removing == Set(old).subtracting(new).sorted())
        #expect(difference.adding == Set(new).subtracting(old).sorted())
        #expect(old.removing(difference.removing, adding: difference.adding, by: <) == new)
    }

    @Test func limit() {
        let old = [1, 2, 3]
        #expect(old.difference(to: [4, 5], limit: 5, by: <)?.adding == [4, 5])
        #expect(old.difference(to: [4, 5], limit: 4, by: <) == nil)
        #expect(old.difference(to: old, limit: 0, by: <)?.removing == [])
    }

    @Test func misfits() {
        #expect([1, 2].removing([3], adding: [], by: <) == nil)
        #expect([1, 2].removing([], adding: [2], by: <) == nil)
        #expect([1, 2].removing([0], adding: [], by: <) == nil)
        // Out and in again is no misfit.
        #expect([1, 2].removing([2], adding: [2], by: <) == [1, 2])
    }
}
