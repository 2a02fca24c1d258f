import ThreatModel

/// What a sensor sends at once: events as NDJSON, one a line.
struct SensorBatch: Sendable {
    /// Bytes of a batch, unfolded.
    static let maximumBytes = 4 << 20
    static let maximumEvents = 5000
    static let maximumLineBytes = 256 << 10

    let events: [SessionEvent]
    /// Bytes of their text.
    let byteCount: Int

    /// - Throws: ``RequestError`` that names the line, counted from 1.
    init(ndjson: [UInt8]) throws(RequestError) {
        var events: [SessionEvent] = []
        var places: [UUIDv7: SensorEventLine.Place] = [:]
        var start = 0
        var number = 0
        while start < ndjson.count {
            number += 1
            let end = ndjson[start...].firstIndex(of: UInt8(ascii: "\n")) ?? ndjson.count
            guard end - start <= Self.maximumLineBytes else {
                throw .badRequest("line \(number) is longer than \(Self.maximumLineBytes) bytes")
            }
            // Empty lines are passed over; the last line may lack its end.
            if ndjson[start..<end].contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") }) {
                guard events.count < Self.maximumEvents else {
                    throw .tooLarge("a batch may hold at most \(Self.maximumEvents) events")
                }
                events.append(try Self.event(ndjson, start..<end, number, &places))
            }
            start = end + 1
        }
        self.events = events
        byteCount = ndjson.count
    }

    private static func event(
        _ bytes: [UInt8], _ range: Range<Int>, _ number: Int, _ places: inout [UUIDv7: SensorEventLine.Place]
    ) throws(RequestError) -> SessionEvent {
        do {
            return try bytes.withUnsafeBufferPointer { bytes throws(JSONFault) in
                try SensorEventLine.parse(UnsafeBufferPointer(rebasing: bytes[range]), places: &places)
            }
        } catch {
            throw .badRequest("line \(number): \(error.reason)")
        }
    }
}
