/// The few things the sensor asks of a file system. Injected, so that tests can fill the disk or break it.
protocol FileLayer: Sendable {
    /// Creates the folder and those above it, mode 0700; one that exists is fine.
    func createFolder(_ path: String) throws(FileError)

    /// Names of what is in a folder, in any order.
    func names(in folder: String) throws(FileError) -> [String]

    /// Opens a file for reading and writing, created with mode 0600 where there is none. Never follows a symbolic link.
    func open(_ path: String) throws(FileError) -> any OpenFile

    /// Opens a file that must exist, for reading.
    func openExisting(_ path: String) throws(FileError) -> any OpenFile

    /// Moves a file onto another, atomically.
    func rename(_ path: String, to target: String) throws(FileError)

    /// Removes a file; one that is missing is fine.
    func remove(_ path: String) throws(FileError)

    /// Makes creations and removals in a folder survive a power failure.
    func synchroniseFolder(_ path: String) throws(FileError)
}

/// An open file. Closed when nobody holds it any more, so that a synchronisation under way cannot lose its descriptor.
protocol OpenFile: AnyObject, Sendable {
    var path: String { get }

    func size() throws(FileError) -> Int

    /// Writes all bytes at an offset. After an error any part of them may have been written.
    func write(_ bytes: [UInt8], at offset: Int) throws(FileError)

    /// Reads up to `count` bytes; fewer at the end of the file.
    func read(at offset: Int, count: Int) throws(FileError) -> [UInt8]

    func truncate(to size: Int) throws(FileError)

    /// Returns when the contents survive a power failure (fdatasync(2)).
    func synchronise() throws(FileError)
}

extension FileLayer {
    /// Replaces a small file: whoever reads it sees the old contents or the new, never half, kill -9 included.
    ///
    /// - Parameter durable: also after a power failure, at the price of waiting for the disk.
    func replace(_ path: String, with bytes: [UInt8], durable: Bool) throws(FileError) {
        let draft = path + FileDraft.suffix
        let file = try open(draft)
        try file.truncate(to: 0)
        try file.write(bytes, at: 0)
        if durable { try file.synchronise() }
        try rename(draft, to: path)
    }

    /// The contents of a file of at most `limit` bytes; `nil` when there is none or it is longer.
    func contents(of path: String, limit: Int) throws(FileError) -> [UInt8]? {
        let file: any OpenFile
        do {
            file = try openExisting(path)
        } catch {
            if error.isMissing { return nil }
            throw error
        }
        let bytes = try file.read(at: 0, count: limit + 1)
        return bytes.count <= limit ? bytes : nil
    }
}

/// The name a file has while it is being written.
enum FileDraft {
    static let suffix = ".new"
}
