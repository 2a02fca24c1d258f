import Observability
import Synchronization

/// The files that visitors left, each once, under the SHA-256 of its bytes: never executable, readable by the sensor alone.
final class Quarantine: Sendable {
    private struct Held {
        var files = 0
        var bytes = 0
    }

    static let nameLength = 64

    private let folder: String
    private let limits: QuarantineLimits
    private let files: any FileLayer
    private let unsent: UnsentFiles?
    private let bytesGauge: Gauge
    private let results: [QuarantineResult: Counter]
    // A lock: only ever taken on the thread that writes, and by readers of the size.
    private let held: Mutex<Held>

    /// Opens the folder and counts what is in it; files whose writing was interrupted are removed.
    ///
    /// - Parameter unsent: where it is noted that a file is to be sent; `nil`: nowhere.
    init(
        folder: String, limits: QuarantineLimits, files: any FileLayer, unsent: UnsentFiles? = nil,
        metrics: SensorMetrics
    ) throws(FileError) {
        self.unsent = unsent
        self.folder = folder
        self.limits = limits
        self.files = files
        bytesGauge = metrics.quarantineBytes
        results = metrics.quarantineFiles
        try files.createFolder(folder)
        var found = Held()
        for name in try files.names(in: folder) {
            if name.hasSuffix(FileDraft.suffix) {
                try files.remove("\(folder)/\(name)")
            } else if name.utf8.count == Self.nameLength {
                found.files += 1
                found.bytes += try files.openExisting("\(folder)/\(name)").size()
            }
        }
        bytesGauge.set(found.bytes)
        held = Mutex(found)
    }

    /// Keeps a file. Blocks on the disk; what goes wrong is counted, and nothing else suffers.
    func keep(sha256: String, bytes: [UInt8]) {
        let result = held.withLock { held -> QuarantineResult in
            let path = "\(folder)/\(sha256)"
            if (try? files.openExisting(path)) != nil { return .known }
            guard sha256.utf8.count == Self.nameLength, bytes.count <= limits.fileBytes,
                held.bytes + bytes.count <= limits.bytes, held.files < limits.files
            else { return .refused }
            do {
                // Noted first: a note without its file does no harm, a file without its note would never be sent.
                try unsent?.add(sha256)
                // Written under another name first: under its own name a file is whole, or it is not there.
                try files.replace(path, with: bytes, durable: true)
            } catch {
                try? files.remove(path + FileDraft.suffix)
                try? unsent?.remove(sha256)
                return .failed
            }
            held.files += 1
            held.bytes += bytes.count
            bytesGauge.set(held.bytes)
            return .kept
        }
        results[result]?.increment()
    }
}
