import Glibc
import ThreatModel

/// Where the server keeps the files that visitors left: `blobs/` in its data folder, in it a folder for each sensor, and in
/// these the files under their SHA-256. Nobody but the server's user may enter, and nothing there can be executed.
package struct BlobFolder: Sendable {
    private static let folderMode: mode_t = 0o700

    let path: String

    /// - Parameter folder: the server's data folder.
    package init(inData folder: String) { path = folder + "/blobs" }

    /// Where files are while they come; what is left there belongs to nobody.
    var incoming: String { path + "/incoming" }

    func folder(of sensor: Int64) -> String { "\(path)/\(sensor)" }

    package func path(of blob: StoredBlob) -> String { "\(folder(of: blob.sensor))/\(blob.name)" }

    /// Makes the folders, and removes what was coming when the server ended.
    func prepare() throws(BlobFault) {
        try create(path)
        try create(incoming)
        for name in try Self.names(in: incoming) where unlink("\(incoming)/\(name)") != 0 {
            throw BlobFault("remove", "\(incoming)/\(name)")
        }
    }

    /// Makes the folder of a sensor where there is none.
    func prepare(for sensor: Int64) throws(BlobFault) {
        if try create(folder(of: sensor)) { try Self.synchronise(path) }
    }

    /// All files there are, in no order.
    package func blobs() -> [StoredBlob] {
        guard let sensors = try? Self.names(in: path) else { return [] }
        return sensors.compactMap { Int64($0) }.flatMap { sensor in
            ((try? Self.names(in: folder(of: sensor))) ?? []).compactMap { (text) -> StoredBlob? in
                guard let name = BlobName(text) else { return nil }
                var status = stat()
                guard lstat("\(folder(of: sensor))/\(text)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
                    return nil
                }
                let time = status.st_mtim
                return StoredBlob(
                    name: name, sensor: sensor, bytes: Int(status.st_size),
                    receivedAt: Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000))
            }
        }
    }

    /// The first bytes of a file, at most `count` of them; `nil` when it cannot be read.
    package func bytes(of blob: StoredBlob, upTo count: Int) -> [UInt8]? {
        guard let reader = try? BlobReader(path(of: blob)) else { return nil }
        return try? reader.read(at: 0, count: count)
    }

    /// Gives a file up; one that is gone is fine.
    func remove(_ blob: StoredBlob) throws(BlobFault) {
        guard unlink(path(of: blob)) == 0 || errno == ENOENT else { throw BlobFault("remove", path(of: blob)) }
    }

    /// Bytes that the disk has left for those who are not root.
    func bytesLeft() throws(BlobFault) -> Int {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { throw BlobFault("look at", path) }
        return Int(
            clamping: UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue)
    }

    /// Makes creations, renamings and removals in a folder survive a power failure.
    static func synchronise(_ folder: String) throws(BlobFault) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw BlobFault("open", folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw BlobFault("synchronise", folder) }
    }

    /// - Returns: whether it was not there before.
    @discardableResult
    private func create(_ folder: String) throws(BlobFault) -> Bool {
        if mkdir(folder, Self.folderMode) == 0 { return true }
        guard errno == EEXIST else { throw BlobFault("create folder", folder) }
        return false
    }

    private static func names(in folder: String) throws(BlobFault) -> [String] {
        guard let names = FolderFiles.names(in: folder) else { throw BlobFault("list", folder) }
        return names
    }
}
