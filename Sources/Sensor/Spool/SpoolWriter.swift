/// Puts pending events into files. A value inside the spool's writing lock: one thread at a time.
struct SpoolWriter {
    /// The file a lane is written to now.
    private struct Active {
        let file: any OpenFile
        var bytes: Int
    }

    private let files: any FileLayer
    private let folders: PerLane<String>
    private var active = PerLane<Active?>(both: nil)
    /// What was taken from memory and is not in a file yet, because the last attempt failed.
    private(set) var held = PerLane(both: PendingEvents.Lane())
    /// Files written to since the last synchronisation.
    private var unsynchronised: [any OpenFile] = []
    private var newFolders: [String] = []

    init(_ files: any FileLayer, folders: PerLane<String>) {
        self.files = files
        self.folders = folders
    }

    var heldBytes: Int { held.main.bytes.count + held.raw.bytes.count }
    var hasHeld: Bool { held.main.events + held.raw.events > 0 }

    mutating func hold(_ lanes: PerLane<PendingEvents.Lane>) { held = lanes }

    /// Forgets what one lane holds.
    ///
    /// - Returns: how many events that were.
    mutating func drop(_ lane: SpoolLane) -> Int {
        defer { held[lane] = PendingEvents.Lane() }
        return held[lane].events
    }

    /// Writes what is held of a lane to its file, beginning a new one when it is due.
    ///
    /// - Returns: the segment as it is now, and whether it is new. `nil` when nothing was held.
    mutating func write(
        _ lane: SpoolLane, segmentBytes: Int
    ) throws(FileError) -> (segment: SpoolSegment, isNew: Bool)? {
        let chunk = held[lane]
        guard chunk.events > 0 else { return nil }
        var isNew = false
        if let current = active[lane], current.bytes > 0, current.bytes + chunk.bytes.count > segmentBytes {
            active[lane] = nil
        }
        if active[lane] == nil {
            let path = SpoolSegment(first: chunk.first, folder: folders[lane], bytes: 0).path
            active[lane] = Active(file: try files.open(path), bytes: 0)
            newFolders.append(folders[lane])
            isNew = true
        }
        guard var current = active[lane] else { return nil }
        do {
            try current.file.write(chunk.bytes, at: current.bytes)
        } catch {
            // A new file that could not be begun is begun again, under the same name, at the next attempt.
            if isNew { active[lane] = nil }
            throw error
        }
        current.bytes += chunk.bytes.count
        active[lane] = current
        held[lane] = PendingEvents.Lane()
        if !unsynchronised.contains(where: { $0 === current.file }) { unsynchronised.append(current.file) }
        let segment = SpoolSegment(first: chunk.first, folder: folders[lane], bytes: current.bytes)
        return (segment, isNew)
    }

    /// The file being written to has been given up: the next events begin another.
    mutating func abandon(_ lane: SpoolLane, path: String) {
        if active[lane]?.file.path == path { active[lane] = nil }
    }

    /// Hands over what has to be synchronised, files first.
    mutating func takeUnsynchronised() -> (files: [any OpenFile], folders: Set<String>) {
        defer {
            unsynchronised.removeAll(keepingCapacity: true)
            newFolders.removeAll(keepingCapacity: true)
        }
        return (unsynchronised, Set(newFolders))
    }
}
