/// Which files of the visitor's were recorded already, and how many more are.
struct RecordedFiles: Sendable {
    /// Files recorded in one visit.
    static let most = 64
    /// Bytes of all of them.
    static let mostBytes = 4 * 1024 * 1024

    private var marks: Set<Int> = []
    private var bytes = 0

    /// Whether this content is to be recorded: it is new, and there is room.
    mutating func admit(path: ByteString, _ content: [UInt8]) -> Bool {
        guard marks.count < Self.most, bytes + content.count <= Self.mostBytes else { return false }
        var hasher = Hasher()
        hasher.combine(path)
        hasher.combine(content)
        guard marks.insert(hasher.finalize()).inserted else { return false }
        bytes += content.count
        return true
    }
}
