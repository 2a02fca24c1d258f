/// Why a text is no address, network or range.
package enum AddressSyntaxError: UInt8, Error, Hashable, Sendable, CaseIterable {
    case notAnAddress
    case badPrefixLength
    case hostBitsSet
    case noEndOfRange
    case mixedFamilies
    case reversedRange
    case trailingText
    case secondAddress
}

extension AddressSyntaxError: CustomStringConvertible {
    /// One sentence: what is wrong and what would be right.
    package var description: String {
        switch self {
        case .notAnAddress:
            "This is not an address: write IPv4 as four decimal numbers without leading zeros, IPv6 in hexadecimal groups."
        case .badPrefixLength:
            "The prefix length is wrong: it must be a plain number, at most 32 for IPv4 and 128 for IPv6."
        case .hostBitsSet:
            "The address has bits set beyond its prefix length: write the first address of the network."
        case .noEndOfRange:
            "The range has no end: behind the '-' there must be an address."
        case .mixedFamilies:
            "The range begins in one IP version and ends in the other: both ends must be of the same."
        case .reversedRange:
            "The range ends before it begins: write the lower address first."
        case .trailingText:
            "Something follows that does not belong: behind the address only white space and a comment may stand."
        case .secondAddress:
            "A second address stands on the line: write a range as a-b and a network as a/n, one to a line."
        }
    }
}
