/// Puts batches together from both lanes, in the order in which the events were recorded.
struct SpoolReader {
    private let files: any FileLayer
    /// Behind the last acknowledged record of each lane.
    private(set) var positions = PerLane(both: SpoolPosition(segment: 0, offset: 0))

    init(_ files: any FileLayer) { self.files = files }

    /// The next events after what is acknowledged, at most so many and so many bytes (one event at least); `nil` when there
    /// is none. Asked again without an acknowledgement in between, it begins at the same event.
    func next(_ directory: SpoolDirectory, events: Int, bytes: Int) throws(FileError) -> SpoolBatch? {
        let acknowledged = directory.acknowledged
        var main = try SpoolLaneReader(
            directory.segments.main, from: positions.main, acknowledged: acknowledged, files: files)
        var raw = try SpoolLaneReader(
            directory.segments.raw, from: positions.raw, acknowledged: acknowledged, files: files)
        var batch = SpoolBatch(ends: positions)
        while batch.events < events {
            let isRawFirst = (raw.head?.sequence ?? .max) < (main.head?.sequence ?? .max)
            guard let head = isRawFirst ? raw.head : main.head,
                batch.events == 0 || batch.lines.count + head.payload.count < bytes
            else { break }
            batch.lines.append(contentsOf: head.payload)
            batch.lines.append(UInt8(ascii: "\n"))
            batch.events += 1
            batch.last = head.sequence
            if isRawFirst { try raw.advance() } else { try main.advance() }
        }
        batch.ends.main = main.position
        batch.ends.raw = raw.position
        batch.damages = main.damages + raw.damages
        return batch.events > 0 ? batch : nil
    }

    /// Reading goes on behind this batch.
    mutating func passed(_ batch: SpoolBatch) { positions = batch.ends }
}
