/// Two letters for a country, as ISO 3166-1 alpha-2 has them. Any two letters are a code; only one with a ``name`` is that
/// of a country.
package struct CountryCode: Hashable, Sendable {
    /// The place of the two letters among all pairs, from 1 for `AA` to ``most`` for `ZZ`: small enough for a table of
    /// one bit for each country.
    package let rawValue: UInt16

    /// The largest ``rawValue``.
    package static let most: UInt16 = 26 * 26

    /// A code from its ``rawValue``; `nil` for a number that is none.
    package init?(rawValue: UInt16) {
        guard (1...Self.most).contains(rawValue) else { return nil }
        self.rawValue = rawValue
    }

    /// Two ASCII letters, in any case.
    package init?(_ text: some StringProtocol) {
        var letters = text.utf8.makeIterator()
        guard let first = letters.next(), let second = letters.next(), letters.next() == nil else { return nil }
        self.init(first, second)
    }

    /// Two ASCII letters, in any case.
    init?(_ first: UInt8, _ second: UInt8) {
        guard let high = Self.place(of: first), let low = Self.place(of: second) else { return nil }
        rawValue = high * 26 + low + 1
    }

    /// Two capital letters.
    package var text: String {
        let pair = rawValue - 1
        let letters = [pair / 26, pair % 26].map { UInt8(ascii: "A") + UInt8($0) }
        return String(decoding: letters, as: UTF8.self)
    }

    /// The English short name of the country; `nil` when no country has this code.
    package var name: String? { CountryNames.all[Int(rawValue)] }

    private static func place(of letter: UInt8) -> UInt16? {
        switch letter {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt16(letter - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt16(letter - UInt8(ascii: "a"))
        default: nil
        }
    }
}

extension CountryCode: Comparable {
    /// Alphabetical.
    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

extension CountryCode: CustomStringConvertible {
    package var description: String { text }
}
