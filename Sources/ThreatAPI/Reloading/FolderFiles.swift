import Glibc

/// The files of a folder that an operator fills.
package enum FolderFiles {
    package enum Fault: Error {
        case tooLarge
        case unreadable(reason: String)
    }

    /// The paths of the files in a folder whose names have that ending, sorted; hidden ones are passed over.
    package static func paths(in folder: String, ending: String) -> [String] {
        let wanted = (names(in: folder) ?? []).filter { $0.hasSuffix(ending) && !$0.hasPrefix(".") }
        return wanted.sorted().map { folder + "/" + $0 }
    }

    /// What lies in a folder, except itself and the one around it; nil, with `errno`, when it cannot be listed.
    package static func names(in folder: String) -> [String]? {
        guard let stream = opendir(folder) else { return nil }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Reads a file of text.
    ///
    /// - Parameter limit: bytes that it may have.
    package static func text(of file: String, limit: Int) throws(Fault) -> String {
        func failure() -> Fault { .unreadable(reason: String(cString: strerror(errno))) }
        let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure() }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .unreadable(reason: "it is no regular file") }
        guard status.st_size <= limit else { throw .tooLarge }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure() }
            guard count > 0 else { break }
            bytes += piece[..<count]
            guard bytes.count <= limit else { throw .tooLarge }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .unreadable(reason: "it is not UTF-8")
        }
        return text
    }
}
