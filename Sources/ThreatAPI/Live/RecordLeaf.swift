/// A run of addresses of one family, ascending, with their records end to end: the unit that is copied when one of its
/// records changes.
final class RecordLeaf<Key: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
    /// A leaf is split above this, and built anew with half as many.
    static var maximumCount: Int { 192 }

    /// Ascending, never empty.
    let keys: [Key]
    /// Where each record ends in `bytes`.
    private let ends: [UInt32]
    private let bytes: [UInt8]

    init(keys: [Key], ends: [UInt32], bytes: [UInt8]) {
        self.keys = keys
        self.ends = ends
        self.bytes = bytes
    }

    /// - Precondition: not empty, ascending.
    init(_ entries: ArraySlice<(key: Key, record: [UInt8])>) {
        var keys: [Key] = []
        var ends: [UInt32] = []
        var bytes: [UInt8] = []
        keys.reserveCapacity(entries.count)
        ends.reserveCapacity(entries.count)
        bytes.reserveCapacity(entries.reduce(0) { $0 + $1.record.count })
        for entry in entries {
            keys.append(entry.key)
            bytes.append(contentsOf: entry.record)
            ends.append(UInt32(bytes.count))
        }
        self.keys = keys
        self.ends = ends
        self.bytes = bytes
    }

    func withRecord<Result>(at index: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        let start = index == 0 ? 0 : Int(ends[index - 1])
        let end = Int(ends[index])
        return bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start..<end])) }
    }

    func forEach(in range: ClosedRange<Key>, _ body: (Key, UnsafeRawBufferPointer) -> Void) {
        var index = keys.firstIndex(notLessThan: range.lowerBound)
        while index < keys.count, keys[index] <= range.upperBound {
            withRecord(at: index) { body(keys[index], $0) }
            index += 1
        }
    }

    func record(at index: Int) -> [UInt8] { withRecord(at: index) { Array($0) } }

    /// The entries after some of them were replaced, added or (record `nil`) removed.
    ///
    /// - Precondition: `changes` ascend and name each key once.
    func entries(applying changes: ArraySlice<RecordChange<Key>>) -> [(key: Key, record: [UInt8])] {
        var result: [(key: Key, record: [UInt8])] = []
        result.reserveCapacity(keys.count + changes.count)
        var changes = changes
        for index in keys.indices {
            while let change = changes.first, change.key < keys[index] {
                if let record = change.record { result.append((change.key, record)) }
                changes.removeFirst()
            }
            if let change = changes.first, change.key == keys[index] {
                if let record = change.record { result.append((change.key, record)) }
                changes.removeFirst()
            } else {
                result.append((keys[index], record(at: index)))
            }
        }
        for change in changes { if let record = change.record { result.append((change.key, record)) } }
        return result
    }
}

/// A record that replaces what is held under a key; `nil` removes it.
struct RecordChange<Key: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
    var key: Key
    var record: [UInt8]?
}
