/// A sorted table from the addresses of one family to their records, as an immutable value: changing it makes a new one
/// that shares all but the touched leaves with the old.
///
/// Two levels of search lead to a leaf of about a hundred addresses, so a change copies some ten kilobytes whatever the
/// size of the table, and a reader of the old value is never disturbed. One address costs its key, four bytes for the
/// record's end, the record, and about two bytes of overhead.
struct RecordTable<Key: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
    private typealias Leaf = RecordLeaf<Key>

    /// Neighbouring leaves: what is copied of the index when one of them changes.
    private final class Group: Sendable {
        static var maximumCount: Int { 128 }

        let leaves: [Leaf]
        /// The first key of each leaf.
        let firstKeys: [Key]

        init(_ leaves: [Leaf]) {
            self.leaves = leaves
            firstKeys = leaves.map { $0.keys[0] }
        }
    }

    private var groups: [Group] = []
    /// The first key of each group.
    private var firstKeys: [Key] = []
    private(set) var count = 0

    init() {}

    // MARK: Reading

    /// Calls `body` with the record of a key, which is valid only during the call; `nil` when there is none.
    func withRecord<Result>(of key: Key, _ body: (UnsafeRawBufferPointer) -> Result) -> Result? {
        let group = firstKeys.firstIndex(greaterThan: key) - 1
        guard group >= 0 else { return nil }
        let leaves = groups[group]
        // The group's first key is not greater, so neither is its first leaf's.
        let leaf = leaves.leaves[leaves.firstKeys.firstIndex(greaterThan: key) - 1]
        let index = leaf.keys.firstIndex(greaterThan: key) - 1
        guard leaf.keys[index] == key else { return nil }
        return leaf.withRecord(at: index, body)
    }

    /// Visits every entry, ascending.
    func forEach(_ body: (Key, UnsafeRawBufferPointer) -> Void) {
        for group in groups {
            for leaf in group.leaves {
                for index in leaf.keys.indices {
                    leaf.withRecord(at: index) { body(leaf.keys[index], $0) }
                }
            }
        }
    }

    /// Visits the entries whose keys lie in a range, ascending: a search, and then no more than those.
    func forEach(in range: ClosedRange<Key>, _ body: (Key, UnsafeRawBufferPointer) -> Void) {
        var group = max(0, firstKeys.firstIndex(greaterThan: range.lowerBound) - 1)
        while group < groups.count, firstKeys[group] <= range.upperBound {
            let leaves = groups[group]
            var leaf = max(0, leaves.firstKeys.firstIndex(greaterThan: range.lowerBound) - 1)
            while leaf < leaves.leaves.count, leaves.firstKeys[leaf] <= range.upperBound {
                leaves.leaves[leaf].forEach(in: range, body)
                leaf += 1
            }
            group += 1
        }
    }

    // MARK: Changing

    /// The table after some records were replaced, added or removed.
    ///
    /// - Precondition: `changes` ascend and name each key once.
    func applying(_ changes: [RecordChange<Key>]) -> RecordTable {
        guard !changes.isEmpty else { return self }
        guard !groups.isEmpty else {
            var builder = Builder()
            for change in changes {
                guard let record = change.record else { continue }
                record.withUnsafeBytes { builder.append(change.key, $0) }
            }
            return builder.finish()
        }
        var result = RecordTable()
        result.groups.reserveCapacity(groups.count + 1)
        var rest = changes[...]
        for (index, group) in groups.enumerated() {
            let part = Self.split(&rest, before: index + 1 < groups.count ? firstKeys[index + 1] : nil)
            if part.isEmpty {
                result.append(group)
            } else {
                result.append(Self.leaves(of: group, applying: part))
            }
        }
        result.count = count + Self.growth(from: self, by: changes)
        return result
    }

    /// Cuts the changes off whose keys are below `bound`; all of them when it is `nil`.
    private static func split(
        _ changes: inout ArraySlice<RecordChange<Key>>, before bound: Key?
    ) -> ArraySlice<RecordChange<Key>> {
        guard let bound else {
            defer { changes = [] }
            return changes
        }
        let part = changes.prefix { $0.key < bound }
        changes = changes[part.endIndex...]
        return part
    }

    private static func leaves(of group: Group, applying changes: ArraySlice<RecordChange<Key>>) -> [Leaf] {
        var leaves: [Leaf] = []
        leaves.reserveCapacity(group.leaves.count + 1)
        var rest = changes
        for (index, leaf) in group.leaves.enumerated() {
            let next = index + 1 < group.leaves.count ? group.firstKeys[index + 1] : nil
            let part = split(&rest, before: next)
            guard !part.isEmpty else {
                leaves.append(leaf)
                continue
            }
            var entries = leaf.entries(applying: part)
            // A leaf that has become small joins the one before it.
            if entries.count < Leaf.maximumCount / 8, let previous = leaves.last,
                previous.keys.count + entries.count <= Leaf.maximumCount / 2
            {
                leaves.removeLast()
                entries = previous.entries(applying: []) + entries
            }
            leaves += pieces(entries)
        }
        return leaves
    }

    /// The entries as leaves: one, or when that would be too large, several of half the size.
    private static func pieces(_ entries: [(key: Key, record: [UInt8])]) -> [Leaf] {
        guard !entries.isEmpty else { return [] }
        guard entries.count > Leaf.maximumCount else { return [Leaf(entries[...])] }
        let pieces = (entries.count + Leaf.maximumCount / 2 - 1) / (Leaf.maximumCount / 2)
        return (0..<pieces).map { Leaf(entries[entries.count * $0 / pieces..<entries.count * ($0 + 1) / pieces]) }
    }

    private static func growth(from table: RecordTable, by changes: [RecordChange<Key>]) -> Int {
        changes.reduce(0) { sum, change in
            let isHeld = table.withRecord(of: change.key) { _ in true } ?? false
            return sum + (change.record == nil ? 0 : 1) - (isHeld ? 1 : 0)
        }
    }

    private mutating func append(_ group: Group) {
        groups.append(group)
        firstKeys.append(group.firstKeys[0])
    }

    /// Appends leaves as one group, or as several when there are too many.
    private mutating func append(_ leaves: [Leaf]) {
        guard !leaves.isEmpty else { return }
        let pieces = leaves.count > Group.maximumCount ? leaves.count / (Group.maximumCount / 2) + 1 : 1
        for piece in 0..<pieces {
            append(Group(Array(leaves[leaves.count * piece / pieces..<leaves.count * (piece + 1) / pieces])))
        }
    }

    // MARK: Building

    /// Builds a table from entries in ascending order, without holding them twice.
    struct Builder {
        private var table = RecordTable()
        private var leaves: [Leaf] = []
        private var keys: [Key] = []
        private var ends: [UInt32] = []
        private var bytes: [UInt8] = []

        init() {}

        /// - Precondition: `key` is greater than the one before.
        mutating func append(_ key: Key, _ record: UnsafeRawBufferPointer) {
            keys.append(key)
            bytes.append(contentsOf: record)
            ends.append(UInt32(bytes.count))
            table.count += 1
            if keys.count == Leaf.maximumCount / 2 { closeLeaf() }
        }

        consuming func finish() -> RecordTable {
            closeLeaf()
            closeGroup()
            return table
        }

        private mutating func closeLeaf() {
            guard !keys.isEmpty else { return }
            leaves.append(Leaf(keys: Self.exact(keys), ends: Self.exact(ends), bytes: Self.exact(bytes)))
            keys.removeAll(keepingCapacity: true)
            ends.removeAll(keepingCapacity: true)
            bytes.removeAll(keepingCapacity: true)
            if leaves.count == Group.maximumCount / 2 { closeGroup() }
        }

        /// A copy as large as its contents; the growing array keeps its room for the next leaf.
        private static func exact<Element>(_ array: [Element]) -> [Element] {
            array.withUnsafeBufferPointer { Array($0) }
        }

        private mutating func closeGroup() {
            guard !leaves.isEmpty else { return }
            table.append(Group(leaves))
            leaves.removeAll(keepingCapacity: true)
        }
    }
}
