import Glibc
import Synchronization

@testable import Sensor

/// The disk, with faults on demand: full after so many bytes, or broken.
final class FaultyFiles: FileLayer {
    struct Faults: Sendable {
        /// Bytes that may still be written; `nil`: as many as the disk has. Removing a file gives none back.
        var room: Int?
        /// What writing fails with when there is no room.
        var writeCode: CInt = ENOSPC
        var failsToSynchronise = false
        var failsToRead = false
        var failsToRename = false
    }

    let faults = Mutex(Faults())
    private let disk = DiskFiles()

    func set(_ change: (inout Faults) -> Void) { faults.withLock { change(&$0) } }

    func createFolder(_ path: String) throws(FileError) { try disk.createFolder(path) }
    func names(in folder: String) throws(FileError) -> [String] { try disk.names(in: folder) }
    func open(_ path: String) throws(FileError) -> any OpenFile { FaultyFile(try disk.open(path), self) }
    func openExisting(_ path: String) throws(FileError) -> any OpenFile {
        FaultyFile(try disk.openExisting(path), self)
    }
    func remove(_ path: String) throws(FileError) { try disk.remove(path) }
    func synchroniseFolder(_ path: String) throws(FileError) { try disk.synchroniseFolder(path) }

    func rename(_ path: String, to target: String) throws(FileError) {
        if faults.withLock({ $0.failsToRename }) { throw FileError(operation: "rename", path: path, code: EIO) }
        try disk.rename(path, to: target)
    }
}

private final class FaultyFile: OpenFile {
    private let file: any OpenFile
    private let layer: FaultyFiles

    var path: String { file.path }

    init(_ file: any OpenFile, _ layer: FaultyFiles) {
        self.file = file
        self.layer = layer
    }

    func size() throws(FileError) -> Int { try file.size() }
    func truncate(to size: Int) throws(FileError) { try file.truncate(to: size) }

    func write(_ bytes: [UInt8], at offset: Int) throws(FileError) {
        let (count, code) = layer.faults.withLock { faults -> (Int, CInt) in
            guard let room = faults.room else { return (bytes.count, 0) }
            faults.room = max(0, room - bytes.count)
            return room >= bytes.count ? (bytes.count, 0) : (room, faults.writeCode)
        }
        // A disk that fills up takes what it can.
        if count > 0 { try file.write(Array(bytes.prefix(count)), at: offset) }
        if code != 0 { throw FileError(operation: "write", path: path, code: code) }
    }

    func read(at offset: Int, count: Int) throws(FileError) -> [UInt8] {
        if layer.faults.withLock({ $0.failsToRead }) { throw FileError(operation: "read", path: path, code: EIO) }
        return try file.read(at: offset, count: count)
    }

    func synchronise() throws(FileError) {
        if layer.faults.withLock({ $0.failsToSynchronise }) {
            throw FileError(operation: "synchronise", path: path, code: EIO)
        }
        try file.synchronise()
    }
}
