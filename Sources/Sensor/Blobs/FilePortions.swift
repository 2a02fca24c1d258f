import NIOCore
import NIOPosix
import Synchronization

/// The bytes of a file of the quarantine, read while they are sent: no more of it than a portion is in memory.
final class FilePortions: AsyncSequence, Sendable {
    static let portionBytes = 128 * 1024

    let size: Int
    private let file: any OpenFile
    private let pool: NIOThreadPool
    // Set by whoever sends, asked by whoever wonders why it failed.
    private let failure = Mutex<FileError?>(nil)

    /// Blocks on the disk.
    init(_ file: any OpenFile, pool: NIOThreadPool) throws(FileError) {
        self.file = file
        self.pool = pool
        size = try file.size()
    }

    /// Why the file could not be read to its end, if that is why it was not sent.
    var fault: FileError? { failure.withLock { $0 } }

    struct AsyncIterator: AsyncIteratorProtocol {
        let portions: FilePortions
        var offset = 0

        mutating func next() async throws -> ByteBuffer? {
            guard offset < portions.size else { return nil }
            let bytes = try await portions.read(at: offset)
            offset += bytes.count
            return ByteBuffer(bytes: bytes)
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(portions: self) }

    private func read(at offset: Int) async throws -> [UInt8] {
        do {
            return try await pool.runIfActive { [file, size] in
                let bytes = try file.read(at: offset, count: Swift.min(Self.portionBytes, size - offset))
                // Somebody has cut it.
                guard !bytes.isEmpty else { throw FileError(operation: "read", path: file.path, code: 0) }
                return bytes
            }
        } catch let error as FileError {
            failure.withLock { $0 = error }
            throw error
        }
    }
}
