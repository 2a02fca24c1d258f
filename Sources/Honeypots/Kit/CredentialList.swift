/// Credentials that are let in.
///
/// As text one `user:password` a line; the first colon ends the name, so that passwords may hold others. A star alone on
/// either side is anything. Blank lines and lines that begin with `#` say nothing.
package struct CredentialList: Hashable, Sendable {
    /// A line that is none of the above, counted from 1.
    package struct Malformed: Error, Hashable, Sendable {
        package var line: Int
    }

    /// Lines that say something, at most.
    package static let mostEntries = 10_000

    /// nil: any.
    private struct Entry: Hashable {
        var user: [UInt8]?
        var password: [UInt8]?
    }

    private var entries: Set<Entry> = []

    package var count: Int { entries.count }

    /// - Throws: ``Malformed`` for the first line that cannot be meant, or the first beyond ``mostEntries``.
    package init(_ text: [UInt8]) throws(Malformed) {
        let lines = text.split(separator: 0x0a, omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() {
            let line = line.last == 0x0d ? line.dropLast() : line
            guard line.contains(where: { !$0.isBlank }), line.first != UInt8(ascii: "#") else { continue }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
                entries.count < Self.mostEntries
            else { throw Malformed(line: number + 1) }
            entries.insert(
                Entry(user: Self.value(line[..<colon]), password: Self.value(line[line.index(after: colon)...])))
        }
    }

    private static func value(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        text.elementsEqual([UInt8(ascii: "*")]) ? nil : Array(text)
    }

    /// - Parameter password: nil: one that only fits where any does.
    package func contains(user: [UInt8], password: [UInt8]?) -> Bool {
        let passwords = password == nil ? [nil] : [password, nil]
        return passwords.contains { password in
            entries.contains(Entry(user: user, password: password))
                || entries.contains(Entry(user: nil, password: password))
        }
    }
}
