/// Answers which is the longest of many prefixes that holds an address, and the value it stands for.
///
/// Built once; see ``PrefixIndex`` for what it costs. Each entry keeps its value.
@usableFromInline
package struct PrefixTable<Value> {
    @usableFromInline let index: PrefixIndex
    @usableFromInline let values: [Value]

    /// Of entries for the same prefix the last one counts.
    ///
    /// - Precondition: fewer than 2³² − 1 entries.
    package init(_ entries: some Sequence<(prefix: IPPrefix, value: Value)>) {
        var prefixes: [IPPrefix] = []
        var values: [Value] = []
        for (prefix, value) in entries {
            prefixes.append(prefix)
            values.append(value)
        }
        index = PrefixIndex(prefixes)
        self.values = values
    }

    /// The value of the longest prefix that holds the address; `nil` when none does.
    @inlinable
    package func value(for address: IPAddress) -> Value? {
        index.position(for: address).map { values[$0] }
    }
}

extension PrefixTable: Sendable where Value: Sendable {}
