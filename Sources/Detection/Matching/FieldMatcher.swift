/// Matches one text against the patterns of many primitives at once.
///
/// Of every part of every pattern, the longest literal goes into one automaton. Where it is found, the few bytes around it
/// are compared (for `?`, for case) and the part is tried against how far its pattern has come: parts are taken as early
/// as they fit, which leaves the most room for those that follow. So the whole costs one pass, whatever the patterns, and
/// nothing is ever searched twice.
final class FieldMatcher: Sendable {
    /// The pattern of a primitive.
    struct Entry: Hashable, Sendable {
        let primitive: UInt32
        let glob: Glob
        let isCaseSensitive: Bool
    }

    /// One part of a pattern, found by its key.
    private struct Part: Sendable {
        let primitive: UInt32
        /// Where the pattern's progress is kept; -1 for a pattern of one part.
        let slot: Int32
        let number: UInt16
        let isLast: Bool
        let beginsText: Bool
        let endsText: Bool
        /// Bytes from the part's beginning to the end of its key.
        let keyEnd: Int32
        let length: Int32
        /// Where its bytes stand in ``bytes``; -1 when the key is all there is to compare.
        let comparison: Int32
    }

    private let automaton: LiteralAutomaton
    /// Parts by the automaton's literals: those of literal n are from partStarts[n] to partStarts[n + 1].
    private let partStarts: [Int]
    private let parts: [Part]
    /// The bytes of parts that need comparing: 256 for any, 512 added where case does not count.
    private let bytes: [UInt16]
    private let slots: Int
    /// Primitives that an empty text shows.
    private let shownByEmpty: [UInt32]

    private static let anyByte: UInt16 = 256
    private static let caseless: UInt16 = 512

    init(_ entries: [Entry]) {
        var literals: [[UInt8]] = []
        var numbers: [[UInt8]: Int] = [:]
        var partsOf: [[Part]] = []
        var bytes: [UInt16] = []
        var slots = 0
        var shownByEmpty: [UInt32] = []

        for entry in entries {
            let segments = entry.glob.segments
            if segments.isEmpty { shownByEmpty.append(entry.primitive) }
            var slot: Int32 = -1
            if segments.count > 1 {
                slot = Int32(slots)
                slots += 1
            }
            for (number, segment) in segments.enumerated() {
                let key = segment.key
                var comparison: Int32 = -1
                if entry.isCaseSensitive || key.count < segment.bytes.count {
                    comparison = Int32(bytes.count)
                    bytes += segment.bytes.map { byte in
                        guard let byte else { return Self.anyByte }
                        return entry.isCaseSensitive ? UInt16(byte) : UInt16(ASCII.lowercased(byte)) | Self.caseless
                    }
                }
                let part = Part(
                    primitive: entry.primitive, slot: slot, number: UInt16(number), isLast: number == segments.count - 1,
                    beginsText: number == 0 && entry.glob.isAnchoredAtStart,
                    endsText: number == segments.count - 1 && entry.glob.isAnchoredAtEnd, keyEnd: Int32(key.upperBound),
                    length: Int32(segment.bytes.count), comparison: comparison)
                let literal = segment.bytes[key].compactMap { $0.map(ASCII.lowercased) }
                let place = numbers[literal] ?? literals.count
                if place == literals.count {
                    numbers[literal] = place
                    literals.append(literal)
                    partsOf.append([])
                }
                partsOf[place].append(part)
            }
        }
        automaton = LiteralAutomaton(literals)
        partStarts = partsOf.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
        parts = partsOf.flatMap { $0 }
        self.bytes = bytes
        self.slots = slots
        self.shownByEmpty = shownByEmpty
    }

    /// Bytes of memory the tables take.
    var footprint: Int {
        automaton.footprint + partStarts.count * MemoryLayout<Int>.stride + parts.count * MemoryLayout<Part>.stride
            + bytes.count * MemoryLayout<UInt16>.stride
    }

    /// Adds the primitives whose pattern `text` fits.
    func match(_ text: Span<UInt8>, into buffer: inout HitBuffer) {
        if text.isEmpty { for primitive in shownByEmpty { buffer.hit(primitive) } }
        buffer.beginScan(slots: slots)
        automaton.scan(text) { literal, end in
            for index in partStarts[literal]..<partStarts[literal + 1] {
                take(parts[index], keyEndingAt: end, of: text, into: &buffer)
            }
        }
    }

    private func take(_ part: Part, keyEndingAt end: Int, of text: Span<UInt8>, into buffer: inout HitBuffer) {
        guard !buffer.contains(part.primitive) else { return }
        let start = end - Int(part.keyEnd)
        let partEnd = start + Int(part.length)
        guard start >= 0, partEnd <= text.count, !part.beginsText || start == 0, !part.endsText || partEnd == text.count
        else { return }
        if part.slot >= 0, buffer.parts(inSlot: Int(part.slot), before: start) != UInt32(part.number) { return }
        if part.comparison >= 0, !fits(part, text, at: start) { return }
        if part.isLast {
            buffer.hit(part.primitive)
        } else {
            buffer.advance(slot: Int(part.slot), to: UInt32(part.number) + 1, end: partEnd)
        }
    }

    private func fits(_ part: Part, _ text: Span<UInt8>, at start: Int) -> Bool {
        for offset in 0..<Int(part.length) {
            let wanted = bytes[Int(part.comparison) + offset]
            let byte = text[start + offset]
            let isEqual =
                wanted & Self.caseless != 0 ? UInt16(ASCII.lowercased(byte)) | Self.caseless == wanted : UInt16(byte) == wanted
            guard isEqual || wanted == Self.anyByte else { return false }
        }
        return true
    }
}
