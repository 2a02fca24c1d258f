/// One file of a lane.
struct SpoolSegment: Sendable {
    static let nameSuffix = ".events"

    /// No record in it has a lower sequence number; also its name, and its identity within the lane.
    let first: UInt64
    let path: String
    /// Bytes that hold whole records; more may be in the file while a write is under way.
    var bytes: Int

    init(first: UInt64, folder: String, bytes: Int) {
        self.first = first
        self.bytes = bytes
        path = "\(folder)/\(Self.name(first))"
    }

    /// Twenty digits, so that names sort like numbers.
    static func name(_ first: UInt64) -> String {
        let digits = String(first)
        return String(repeating: "0", count: max(0, 20 - digits.count)) + digits + nameSuffix
    }

    static func first(inName name: String) -> UInt64? {
        guard name.hasSuffix(nameSuffix) else { return nil }
        let digits = name.dropLast(nameSuffix.count)
        guard digits.count == 20 else { return nil }
        return UInt64(digits)
    }
}
