import Glibc

/// A folder that belongs to this program alone: mode 0700. Every call blocks.
package struct StoredFolder: Hashable, Sendable {
    package let path: String

    package init(_ path: String) { self.path = path }

    package func file(_ name: String) -> StoredFile { StoredFile("\(path)/\(name)") }

    /// Makes the folder and those above it, where they are missing.
    package func make() throws(BlocklistError) {
        guard !Self.isFolder(path) else { return }
        if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
            try StoredFolder(String(path[..<slash])).make()
        }
        guard mkdir(path, 0o700) == 0 || errno == EEXIST && Self.isFolder(path) else {
            throw .unwritableFile(path, .last)
        }
    }

    /// The names of what is in the folder, sorted; none when it is not there.
    package func names() throws(BlocklistError) -> [String] {
        guard let stream = opendir(path) else {
            if errno == ENOENT { return [] }
            throw .unreadable(file: path, .last)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
