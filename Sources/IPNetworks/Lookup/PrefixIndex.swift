/// Answers which of many prefixes is the longest that holds an address.
///
/// Nested prefixes are flattened into stretches of the address space that all have the same answer, so that a lookup is
/// one search, however deep the prefixes nest. IPv6 prefixes of up to 64 bits, nearly all there are, are kept apart by
/// their upper half, which makes their table half as large; any longer one wins over them anyway. *n* prefixes make at
/// most 2*n* + 1 stretches of about 11 bytes, or 15 in IPv6.
@usableFromInline
struct PrefixIndex: Sendable {
    private let v4: StretchTable<UInt32>
    private let v6: StretchTable<UInt64>
    /// The IPv6 prefixes longer than 64 bits, if any.
    private let longV6: StretchTable<UInt128>?

    init(_ prefixes: [IPPrefix]) {
        precondition(prefixes.count < UInt32.max)
        var rules4: [PrefixRule<UInt32>] = []
        var rules6: [PrefixRule<UInt64>] = []
        var longRules6: [PrefixRule<UInt128>] = []
        for (index, prefix) in prefixes.enumerated() {
            let position = UInt32(index)
            switch prefix.range {
            case .v4(let range):
                rules4.append(PrefixRule(first: range.first, last: range.last, position: position))
            case .v6(let range) where prefix.length <= 64:
                let (first, last) = (UInt64(range.first >> 64), UInt64(range.last >> 64))
                rules6.append(PrefixRule(first: first, last: last, position: position))
            case .v6(let range):
                longRules6.append(PrefixRule(first: range.first, last: range.last, position: position))
            }
        }
        v4 = StretchTable(rules4)
        v6 = StretchTable(rules6)
        longV6 = longRules6.isEmpty ? nil : StretchTable(longRules6)
    }

    /// The position among the prefixes of the longest one that holds the address, of equal ones the last.
    @usableFromInline
    func position(for address: IPAddress) -> Int? {
        if let bits = address.v4 { return v4.position(for: bits) }
        return longV6?.position(for: address.mapped) ?? v6.position(for: address.high)
    }
}
