import Glibc

/// A file that belongs to this program alone: mode 0600, replaced as a whole or appended to. Every call blocks.
package struct StoredFile: Hashable, Sendable {
    package let path: String

    package init(_ path: String) { self.path = path }

    /// What the name of a file ends in while it is being written.
    private static let draftSuffix = ".draft"

    /// The contents; `nil` when there is no such file.
    ///
    /// - Parameters:
    ///   - limit: more bytes than this are not read, and the file is an error.
    ///   - followingLinks: for files of other programs; ours are never links.
    package func read(limit: Int, followingLinks: Bool = false) throws(BlocklistError) -> [UInt8]? {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | (followingLinks ? 0 : O_NOFOLLOW))
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw .unreadable(file: path, .last)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(file: path, .last) }
        guard status.st_size <= limit else { throw .unusable(file: path, "it is larger than \(limit) bytes") }
        let size = Int(status.st_size)
        var failure: SystemFailure?
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
            while filled < size {
                let rest = UnsafeMutableBufferPointer(rebasing: buffer[filled...])
                let count = Glibc.read(descriptor, rest.baseAddress, size - filled)
                if count < 0, errno == EINTR { continue }
                if count < 0 { failure = .last }
                guard count > 0 else { break }
                filled += count
            }
        }
        if let failure { throw .unreadable(file: path, failure) }
        return bytes
    }

    /// Whoever reads the file sees the old contents or the new ones, never half, also after a crash or a power failure.
    package func replace(with bytes: [UInt8]) throws(BlocklistError) {
        let draft = path + Self.draftSuffix
        // Left behind by a crash; it may be anything.
        unlink(draft)
        do throws(SystemFailure) {
            let descriptor = try Self.open(draft, O_WRONLY | O_CREAT | O_EXCL)
            defer { close(descriptor) }
            try Self.write(bytes, to: descriptor)
            guard fsync(descriptor) == 0 else { throw .last }
            guard Glibc.rename(draft, path) == 0 else { throw .last }
        } catch {
            unlink(draft)
            throw .unwritableFile(path, error)
        }
        synchroniseFolder()
    }

    /// Adds bytes behind the first `size` of the file. What was beyond them, a record that was cut off, is overwritten.
    ///
    /// They survive a power failure after ``synchronise()``. A file that lost its end is an older file, and still whole.
    package func append(_ bytes: [UInt8], at size: Int) throws(BlocklistError) {
        do throws(SystemFailure) {
            let descriptor = try Self.open(path, O_WRONLY)
            defer { close(descriptor) }
            guard ftruncate(descriptor, off_t(size)) == 0, lseek(descriptor, 0, SEEK_END) == off_t(size) else {
                throw .last
            }
            try Self.write(bytes, to: descriptor)
        } catch {
            throw .unwritableFile(path, error)
        }
    }

    /// What was appended survives a power failure when this returns.
    package func synchronise() throws(BlocklistError) {
        do throws(SystemFailure) {
            let descriptor = try Self.open(path, O_WRONLY)
            defer { close(descriptor) }
            guard fdatasync(descriptor) == 0 else { throw .last }
        } catch {
            throw .unwritableFile(path, error)
        }
    }

    /// Gives it another name, in place of whatever has that name.
    package func rename(to other: Self) throws(BlocklistError) {
        guard Glibc.rename(path, other.path) == 0 else { throw .unwritableFile(path, .last) }
    }

    /// A file that is not there is no error.
    package func remove() throws(BlocklistError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw .unwritableFile(path, .last) }
    }

    private static func open(_ path: String, _ flags: Int32) throws(SystemFailure) -> Int32 {
        let descriptor = Glibc.open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .last }
        return descriptor
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) throws(SystemFailure) {
        var start = 0
        while start < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + start }, $0.count - start)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .last }
            start += count
        }
    }

    /// Makes a rename survive a power failure. Where the file system cannot, the file is whole all the same.
    private func synchroniseFolder() {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let descriptor = Glibc.open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
