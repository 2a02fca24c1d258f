import Glibc
import Synchronization
import ThreatModel

/// A file on its way into the server: under a name of its own until all of it is on the disk. Gone when nobody wants it any
/// more and it was not published.
final class BlobDraft: Sendable {
    /// Readable by the server alone, written and executed by nobody.
    private static let finalMode: mode_t = 0o400

    let path: String
    private let descriptor: CInt
    private let isPublished = Atomic<Bool>(false)

    init(in folder: String) throws(BlobFault) {
        path = "\(folder)/\(UInt64.random(in: .min ... .max))"
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw BlobFault("create", path) }
    }

    deinit {
        close(descriptor)
        if !isPublished.load(ordering: .acquiring) { unlink(path) }
    }

    /// Adds to its end.
    func write(_ bytes: [UInt8]) throws(BlobFault) {
        var done = 0
        while done < bytes.count {
            let written = bytes.withUnsafeBytes { buffer in
                Glibc.write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
            }
            if written < 0, errno == EINTR { continue }
            guard written >= 0 else { throw BlobFault("write", path) }
            done += written
        }
    }

    /// Returns when all that was written survives a power failure.
    func synchronise() throws(BlobFault) {
        guard fchmod(descriptor, Self.finalMode) == 0, fsync(descriptor) == 0 else {
            throw BlobFault("synchronise", path)
        }
    }

    /// When it came; also after a restart, which asks the file.
    func setTime(_ time: Timestamp) throws(BlobFault) {
        let moment = timespec(tv_sec: Int(time.milliseconds / 1000), tv_nsec: Int(time.milliseconds % 1000) * 1_000_000)
        guard futimens(descriptor, [moment, moment]) == 0 else { throw BlobFault("date", path) }
    }

    /// Gives it its name, whole as it is.
    func publish(as target: String) throws(BlobFault) {
        guard rename(path, target) == 0 else { throw BlobFault("rename", path) }
        isPublished.store(true, ordering: .releasing)
    }
}
