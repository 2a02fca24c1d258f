/// Where a path leads: the directory that holds the name, the name, and what is there now.
struct FilePlace: Hashable, Sendable {
    var parent: Int
    var name: ByteString
    /// nil: nothing has that name yet.
    var id: Int?
    /// The absolute path without `.`, `..` and links, apart from a last link that was not followed.
    var path: ByteString
}
