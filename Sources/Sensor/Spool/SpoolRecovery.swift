/// What is found of a spool when the sensor starts.
struct SpoolRecovery {
    var directory = SpoolDirectory()
    /// Above every number that was ever given out, as far as files and mark know.
    var nextSequence: UInt64 = 1
    /// Bytes cut off the ends of files: records whose writing was interrupted.
    var cutBytes = 0

    /// Reads the folders, forgets what is acknowledged, and cuts what is unfinished.
    ///
    /// - Parameter marked: the first event that was not acknowledged, as far as the mark remembers.
    init(folders: PerLane<String>, marked: UInt64?, files: any FileLayer) throws(FileError) {
        var lowest = UInt64.max
        for lane in SpoolLane.allCases {
            var firsts: [UInt64] = []
            for name in try files.names(in: folders[lane]) {
                if let first = SpoolSegment.first(inName: name) { firsts.append(first) }
            }
            firsts.sort()
            for (index, first) in firsts.enumerated() {
                var segment = SpoolSegment(first: first, folder: folders[lane], bytes: 0)
                let isLast = index == firsts.count - 1
                if !isLast, let marked, firsts[index + 1] <= marked {
                    try files.remove(segment.path)
                    continue
                }
                let file = try files.open(segment.path)
                segment.bytes = try file.size()
                // A file begun in the moment of a kill holds nothing: its number is still to be given.
                nextSequence = max(nextSequence, first)
                if isLast {
                    let end = try Self.end(of: segment, file)
                    nextSequence = max(nextSequence, end.lastSequence.map { $0 &+ 1 } ?? 0)
                    if end.lastSequence ?? 0 < marked ?? 1 {
                        // Empty, or acknowledged to its end.
                        try files.remove(segment.path)
                        continue
                    }
                    if end.offset < segment.bytes {
                        cutBytes += segment.bytes - end.offset
                        try file.truncate(to: end.offset)
                        segment.bytes = end.offset
                    }
                }
                lowest = min(lowest, first)
                directory.add(segment, to: lane)
            }
        }
        // After a power failure the mark may be ahead of the files: numbers below it count as delivered and are not given
        // out a second time.
        nextSequence = max(nextSequence, marked ?? 1)
        directory.acknowledged = marked ?? min(lowest, nextSequence)
    }

    private static func end(
        of segment: SpoolSegment, _ file: any OpenFile
    ) throws(FileError) -> (offset: Int, lastSequence: UInt64?) {
        var scan = SpoolScan(file, from: 0, to: segment.bytes)
        var last: UInt64?
        while let found = try scan.next() { last = max(last ?? 0, found.record.sequence) }
        return (scan.offset, last)
    }
}
