import ThreatModel

/// One record of a spool file: a header of 20 bytes, then one event as a line of JSON without its line feed.
///
/// | offset | bytes | what |
/// |---|---|---|
/// | 0 | 2 | marker `ff 01`: no byte of UTF-8 text is `ff`, so an event's own text can never look like a record |
/// | 2 | 1 | kind of the event (``ThreatModel/EventKind`` raw value) |
/// | 3 | 1 | zero |
/// | 4 | 4 | length of the payload, little endian |
/// | 8 | 8 | sequence number, little endian, ascending over all files of a spool |
/// | 16 | 4 | CRC-32C of bytes 0…15 and the payload, little endian |
struct SpoolRecord {
    static let headerBytes = 20
    static let marker: [UInt8] = [0xff, 0x01]
    /// An event's line is far shorter (``EventLine/maximumBytes``); a longer length is damage.
    static let maximumPayloadBytes = 1024 * 1024

    var sequence: UInt64
    /// Where the payload stands in the bytes that were parsed.
    var payload: Range<Int>

    /// What stands at a position of a spool file.
    enum Parsed {
        case record(SpoolRecord)
        /// The beginning of a record whose end lies beyond the bytes given.
        case incomplete
        /// No record: damage.
        case damaged
    }

    static func append(_ payload: [UInt8], kind: EventKind, sequence: UInt64, to bytes: inout [UInt8]) {
        let start = bytes.count
        bytes.reserveCapacity(start + headerBytes + payload.count)
        bytes.append(contentsOf: marker)
        bytes.append(kind.rawValue)
        bytes.append(0)
        withUnsafeBytes(of: UInt32(payload.count).littleEndian) { bytes.append(contentsOf: $0) }
        withUnsafeBytes(of: sequence.littleEndian) { bytes.append(contentsOf: $0) }
        var crc = CRC32C()
        bytes.withUnsafeBytes { crc.update(UnsafeRawBufferPointer(rebasing: $0[start...])) }
        payload.withUnsafeBytes { crc.update($0) }
        withUnsafeBytes(of: crc.value.littleEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: payload)
    }

    static func parse(_ bytes: [UInt8], at start: Int) -> Parsed {
        bytes.withUnsafeBytes { buffer in
            guard start <= buffer.count, buffer.count - start >= headerBytes else {
                return isPrefixOfMarker(buffer[min(start, buffer.count)...]) ? .incomplete : .damaged
            }
            guard buffer[start] == marker[0], buffer[start + 1] == marker[1], buffer[start + 3] == 0 else {
                return .damaged
            }
            let length = Int(UInt32(littleEndian: buffer.loadUnaligned(fromByteOffset: start + 4, as: UInt32.self)))
            guard length <= maximumPayloadBytes else { return .damaged }
            let payload = start + headerBytes..<start + headerBytes + length
            guard payload.upperBound <= buffer.count else { return .incomplete }
            var crc = CRC32C()
            crc.update(UnsafeRawBufferPointer(rebasing: buffer[start..<start + 16]))
            crc.update(UnsafeRawBufferPointer(rebasing: buffer[payload]))
            guard UInt32(littleEndian: buffer.loadUnaligned(fromByteOffset: start + 16, as: UInt32.self)) == crc.value
            else {
                return .damaged
            }
            let sequence = UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: start + 8, as: UInt64.self))
            return .record(SpoolRecord(sequence: sequence, payload: payload))
        }
    }

    /// The next position after `start` where a record could begin; the end of the bytes when there is none.
    static func nextMarker(in bytes: [UInt8], after start: Int) -> Int {
        guard start + 1 < bytes.count else { return bytes.count }
        return bytes[(start + 1)...].firstIndex(of: marker[0]) ?? bytes.count
    }

    private static func isPrefixOfMarker(_ rest: Slice<UnsafeRawBufferPointer>) -> Bool {
        zip(rest, marker).allSatisfy { $0 == $1 }
    }
}
