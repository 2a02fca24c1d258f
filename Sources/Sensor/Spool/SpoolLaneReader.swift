/// Reads one lane from a position to its end, file after file.
struct SpoolLaneReader {
    private let files: any FileLayer
    /// The files that are left, the one being read first.
    private var segments: ArraySlice<SpoolSegment>
    private var scan: SpoolScan?
    private let acknowledged: UInt64
    private var finishedDamages = 0

    /// Behind the records that were taken.
    private(set) var position: SpoolPosition
    /// The next record, not taken yet.
    private(set) var head: (sequence: UInt64, payload: ArraySlice<UInt8>)?

    /// - Parameter acknowledged: records with lower numbers are passed over.
    init(
        _ segments: [SpoolSegment], from position: SpoolPosition, acknowledged: UInt64, files: any FileLayer
    ) throws(FileError) {
        self.files = files
        self.segments = segments.drop { $0.first < position.segment }
        self.position = position
        self.acknowledged = acknowledged
        try advance()
    }

    /// Stretches of damage so far.
    var damages: Int { finishedDamages + (scan?.damages ?? 0) }

    /// Takes the head and looks for the next.
    mutating func advance() throws(FileError) {
        if head != nil, let scan { position.offset = scan.offset }
        head = nil
        while let segment = segments.first {
            if scan == nil {
                if segment.first != position.segment { position = SpoolPosition(segment: segment.first, offset: 0) }
                guard let file = try open(segment) else {
                    segments.removeFirst()
                    continue
                }
                scan = SpoolScan(file, from: position.offset, to: segment.bytes)
            }
            while let found = try scan?.next() {
                if found.record.sequence >= acknowledged {
                    head = (found.record.sequence, found.payload)
                    return
                }
                position.offset = scan?.offset ?? position.offset
            }
            // The newest file may still grow: its end is not passed.
            guard segments.count > 1 else { return }
            finishedDamages += scan?.damages ?? 0
            scan = nil
            segments.removeFirst()
        }
    }

    /// The file; `nil` when it has been given up in the meantime.
    private func open(_ segment: SpoolSegment) throws(FileError) -> (any OpenFile)? {
        do {
            return try files.openExisting(segment.path)
        } catch {
            if error.isMissing { return nil }
            throw error
        }
    }
}
