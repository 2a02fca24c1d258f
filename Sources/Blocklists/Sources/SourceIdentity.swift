/// Which source something came from.
package struct SourceIdentity: Hashable, Sendable {
    /// For file names and labels of metrics: letters, digits, `-`, `_` and `.` only.
    package let id: String
    /// For people.
    package let name: String

    /// - Parameter id: characters that no file name should have become `_`.
    package init(id: String, name: String) {
        let safe = id.utf8.prefix(Self.longestID).map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                byte
            default: UInt8(ascii: "_")
            }
        }
        self.id = String(decoding: safe, as: UTF8.self)
        self.name = name
    }

    private static let longestID = 100
}
