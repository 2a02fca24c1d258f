/// The named classes of bracket expressions in the C locale (POSIX.1-2017, XBD 7.3.1).
enum CharacterClass {
    private static let upper: [ClosedRange<UInt8>] = [0x41...0x5a]
    private static let lower: [ClosedRange<UInt8>] = [0x61...0x7a]
    private static let digit: [ClosedRange<UInt8>] = [0x30...0x39]

    static let all: [(name: ByteString, ranges: [ClosedRange<UInt8>])] = [
        ("alpha", upper + lower), ("digit", digit), ("alnum", upper + lower + digit), ("upper", upper),
        ("lower", lower), ("space", [0x20...0x20, 0x09...0x0d]), ("blank", [0x20...0x20, 0x09...0x09]),
        ("punct", [0x21...0x2f, 0x3a...0x40, 0x5b...0x60, 0x7b...0x7e]), ("print", [0x20...0x7e]),
        ("graph", [0x21...0x7e]), ("cntrl", [0x00...0x1f, 0x7f...0x7f]),
        ("xdigit", digit + [0x41...0x46, 0x61...0x66]),
    ]
}
