/// Which files a spool consists of, and how far they are acknowledged. A value inside the spool's lock.
struct SpoolDirectory {
    private(set) var segments = PerLane(both: [SpoolSegment]())
    /// The sequence number of the first event that is not acknowledged.
    var acknowledged: UInt64 = 0

    /// Bytes of all files.
    var bytes: Int { segments.main.reduce(0) { $0 + $1.bytes } + segments.raw.reduce(0) { $0 + $1.bytes } }

    mutating func add(_ segment: SpoolSegment, to lane: SpoolLane) { segments[lane].append(segment) }

    /// What was written to the newest file of a lane counts from now on.
    mutating func extend(_ lane: SpoolLane, to bytes: Int) {
        guard !segments[lane].isEmpty else { return }
        segments[lane][segments[lane].count - 1].bytes = bytes
    }

    /// Takes the file out that is given up first: the oldest of the raw lane, then the oldest of the main one.
    mutating func takeOldest() -> (lane: SpoolLane, segment: SpoolSegment)? {
        for lane in [SpoolLane.raw, .main] where !segments[lane].isEmpty {
            return (lane, segments[lane].removeFirst())
        }
        return nil
    }

    /// Takes the oldest raw file out, if there is one.
    mutating func takeOldestRaw() -> SpoolSegment? { segments.raw.isEmpty ? nil : segments.raw.removeFirst() }

    /// Takes out the files of a lane that lie wholly before a position: everything in them is acknowledged.
    mutating func takeFinished(_ lane: SpoolLane, before position: SpoolPosition) -> [SpoolSegment] {
        let finished = segments[lane].prefix { $0.first < position.segment }
        segments[lane].removeFirst(finished.count)
        return Array(finished)
    }
}
