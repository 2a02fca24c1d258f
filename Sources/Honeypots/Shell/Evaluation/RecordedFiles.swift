/// Which files of the visitor's were recorded already, and how many more are.
struct RecordedFiles: Sendable {
    /// Files recorded in one visit.
    static let most = 64
    /// Bytes of all of them.
    static let mostBytes = 4 * 1024 * 1024

    private var marks: Set<Int> = []
    private var bytes = 0
    /// Content that was made up for the visitor, and is worth nothing wherever it turns up.
    private var madeUp: Set<Int> = []

    mutating func noteMadeUp(_ content: [UInt8]) {
        if madeUp.count < Self.most { madeUp.insert(content.hashValue) }
    }

    /// Whether this content is to be recorded: it is new, and there is room.
    mutating func admit(path: ByteString, _ content: [UInt8]) -> Bool {
        guard !madeUp.contains(content.hashValue), marks.count < Self.most, bytes + content.count <= Self.mostBytes
        else { return false }
        var hasher = Hasher()
        hasher.combine(path)
        hasher.combine(content)
        guard marks.insert(hasher.finalize()).inserted else { return false }
        bytes += content.count
        return true
    }
}
