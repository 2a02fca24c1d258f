import Glibc

/// The machine's file system.
struct DiskFiles: FileLayer {
    private static let fileMode: mode_t = 0o600
    private static let folderMode: mode_t = 0o700

    func createFolder(_ path: String) throws(FileError) {
        if mkdir(path, Self.folderMode) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
            throw FileError(operation: "create folder", path: path, code: errno)
        }
        try createFolder(String(path[..<slash]))
        guard mkdir(path, Self.folderMode) == 0 || errno == EEXIST else {
            throw FileError(operation: "create folder", path: path, code: errno)
        }
    }

    func names(in folder: String) throws(FileError) -> [String] {
        guard let stream = opendir(folder) else { throw FileError(operation: "list", path: folder, code: errno) }
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

    func open(_ path: String) throws(FileError) -> any OpenFile {
        try DiskFile(path: path, flags: O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode: Self.fileMode)
    }

    func openExisting(_ path: String) throws(FileError) -> any OpenFile {
        try DiskFile(path: path, flags: O_RDONLY | O_CLOEXEC | O_NOFOLLOW, mode: 0)
    }

    func rename(_ path: String, to target: String) throws(FileError) {
        guard Glibc.rename(path, target) == 0 else { throw FileError(operation: "rename", path: path, code: errno) }
    }

    func remove(_ path: String) throws(FileError) {
        guard unlink(path) == 0 || errno == ENOENT else {
            throw FileError(operation: "remove", path: path, code: errno)
        }
    }

    func synchroniseFolder(_ path: String) throws(FileError) {
        let descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(operation: "open", path: path, code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw FileError(operation: "synchronise", path: path, code: errno) }
    }
}

private final class DiskFile: OpenFile {
    let path: String
    private let descriptor: CInt

    init(path: String, flags: CInt, mode: mode_t) throws(FileError) {
        self.path = path
        descriptor = Glibc.open(path, flags, mode)
        guard descriptor >= 0 else { throw FileError(operation: "open", path: path, code: errno) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    private func failed(_ operation: String) -> FileError { FileError(operation: operation, path: path, code: errno) }

    func size() throws(FileError) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failed("look at") }
        return Int(status.st_size)
    }

    func write(_ bytes: [UInt8], at offset: Int) throws(FileError) {
        var done = 0
        while done < bytes.count {
            let written = bytes.withUnsafeBytes { buffer in
                pwrite(
                    descriptor, UnsafeRawBufferPointer(rebasing: buffer[done...]).baseAddress, buffer.count - done,
                    off_t(offset + done))
            }
            if written < 0, errno == EINTR { continue }
            guard written >= 0 else { throw failed("write") }
            done += written
        }
    }

    func read(at offset: Int, count: Int) throws(FileError) -> [UInt8] {
        var code: CInt = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = pread(
                    descriptor, UnsafeMutableBufferPointer(rebasing: buffer[filled...]).baseAddress, count - filled,
                    off_t(offset + filled))
                if got < 0, errno == EINTR { continue }
                if got < 0 { code = errno }
                guard got > 0 else { break }
                filled += got
            }
        }
        guard code == 0 else { throw FileError(operation: "read", path: path, code: code) }
        return bytes
    }

    func truncate(to size: Int) throws(FileError) {
        guard ftruncate(descriptor, off_t(size)) == 0 else { throw failed("truncate") }
    }

    func synchronise() throws(FileError) {
        guard fdatasync(descriptor) == 0 else { throw failed("synchronise") }
    }
}
