import Observability
import Synchronization

/// Which files of the quarantine the server does not have yet: in a folder of their own, an empty file of the same name for
/// each. So a start has to look at no more than what is still to be done.
final class UnsentFiles: Sendable {
    /// Names that are held at once; the others are read when these are done.
    static let mostHeld = 256

    private let folder: String
    private let files: any FileLayer
    private let gauge: Gauge
    private let count: Atomic<Int>

    /// Where nothing was noted yet, all that is in the quarantine is noted: nobody has sent it.
    init(folder: String, quarantine: String, files: any FileLayer, metrics: SensorMetrics) throws(FileError) {
        self.folder = folder
        self.files = files
        gauge = metrics.unsentBlobs
        let noted: [String]
        do {
            noted = try files.names(in: folder)
        } catch {
            guard error.isMissing else { throw error }
            noted = try Self.noteAll(of: quarantine, in: folder, files)
        }
        count = Atomic(noted.count)
        gauge.set(noted.count)
    }

    private static func noteAll(
        of quarantine: String, in folder: String, _ files: any FileLayer
    ) throws(FileError) -> [String] {
        let draft = folder + FileDraft.suffix
        try files.createFolder(draft)
        let kept: [String]
        do {
            kept = try files.names(in: quarantine).filter { $0.utf8.count == Quarantine.nameLength }
        } catch {
            guard error.isMissing else { throw error }
            kept = []
        }
        for name in kept { _ = try files.open("\(draft)/\(name)") }
        try files.rename(draft, to: folder)
        return kept
    }

    func add(_ name: String) throws(FileError) {
        _ = try files.open("\(folder)/\(name)")
        gauge.set(count.wrappingAdd(1, ordering: .relaxed).newValue)
    }

    /// The server has it, or never will.
    func remove(_ name: String) throws(FileError) {
        try files.remove("\(folder)/\(name)")
        gauge.set(count.wrappingSubtract(1, ordering: .relaxed).newValue)
    }

    /// Some of them, in any order; empty when there is nothing to send.
    func names() throws(FileError) -> [String] { Array(try files.names(in: folder).prefix(Self.mostHeld)) }
}
