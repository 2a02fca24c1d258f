import FoundationEssentials

/// What is in a file, and who may do what with it.
struct FileState: Equatable, Codable, Sendable {
    var contents: Data
    /// Permissions, such as `0o644`.
    var mode: UInt32

    init(_ contents: some Sequence<UInt8>, mode: UInt32) {
        self.contents = Data(contents)
        self.mode = mode
    }

    var lines: TextLines { TextLines(contents) }
}
