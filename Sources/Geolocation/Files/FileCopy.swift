import CMaxMindDB
import Glibc

/// A private copy of a file in memory.
///
/// A database that is overwritten in place while a program has it mapped kills that program with SIGBUS, and one that is
/// read while it is being written is half of each. Nobody else can change this copy; it is given back as soon as a table
/// has been made of it.
final class FileCopy {
    /// `MFD_CLOEXEC` (linux/memfd.h).
    private static let closeOnExec = 1
    /// When the file was last written, epoch milliseconds; `nil` for bytes that come from no file.
    private(set) var changedAt: Int64?
    private let descriptor: Int32
    private let memory: UnsafeMutableRawBufferPointer

    /// The contents.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(memory) }

    /// A path under which libraries of this process find the copy.
    var path: String { "/proc/self/fd/\(descriptor)" }

    /// Copies a file that does not change meanwhile.
    convenience init(of path: String) throws(PlaceError.Reason) {
        // A FIFO must not keep the reader waiting for a writer.
        let source = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard source >= 0 else { throw .unreadable(Self.errorText()) }
        defer { close(source) }
        var before = stat()
        guard fstat(source, &before) == 0 else { throw .unreadable(Self.errorText()) }
        guard before.st_mode & S_IFMT == S_IFREG else { throw .noRegularFile }
        guard before.st_size <= PlaceLimits.fileBytes else { throw .tooLarge }
        try self.init(count: Int(before.st_size))
        try fill(from: source)
        var after = stat()
        guard fstat(source, &after) == 0, after.st_size == before.st_size,
            after.st_mtim.tv_sec == before.st_mtim.tv_sec, after.st_mtim.tv_nsec == before.st_mtim.tv_nsec
        else { throw .changing }
        changedAt = Int64(after.st_mtim.tv_sec) * 1000 + Int64(after.st_mtim.tv_nsec) / 1_000_000
        mprotect(memory.baseAddress, memory.count, PROT_READ)
    }

    /// A copy of bytes.
    convenience init(of contents: UnsafeRawBufferPointer) throws(PlaceError.Reason) {
        guard contents.count <= PlaceLimits.fileBytes else { throw .tooLarge }
        try self.init(count: contents.count)
        memory.copyMemory(from: contents)
    }

    private init(count: Int) throws(PlaceError.Reason) {
        descriptor = memfd_create("sikker-places", UInt32(Self.closeOnExec))
        guard descriptor >= 0 else { throw .unreadable(Self.errorText()) }
        // Nothing of length zero can be mapped.
        guard count > 0 else {
            memory = UnsafeMutableRawBufferPointer(start: nil, count: 0)
            return
        }
        guard ftruncate(descriptor, count) == 0,
            let start = mmap(nil, count, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0), start != MAP_FAILED
        else {
            let why = Self.errorText()
            close(descriptor)
            throw .unreadable(why)
        }
        memory = UnsafeMutableRawBufferPointer(start: start, count: count)
    }

    deinit {
        if let start = memory.baseAddress { munmap(start, memory.count) }
        close(descriptor)
    }

    private func fill(from source: Int32) throws(PlaceError.Reason) {
        var position = 0
        while position < memory.count {
            let count = read(source, memory.baseAddress?.advanced(by: position), memory.count - position)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(Self.errorText()) }
            guard count > 0 else { throw .changing }
            position += count
        }
    }

    private static func errorText() -> String { String(cString: strerror(errno)) }
}
