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

    private let automaton: LiteralAutomaton
    /// Parts by the automaton's literals: those of literal n are from partStarts[n] to partStarts[n + 1].
    private let partStarts: [Int]
    private let parts: [PatternPart]
    /// See ``PatternTables/bytes``.
    private let bytes: [UInt16]
    private let slots: Int
    /// Primitives that an empty text shows.
    private let shownByEmpty: [UInt32]

    init(_ entries: [Entry]) {
        var tables = PatternTables()
        for entry in entries { tables.add(entry) }
        automaton = LiteralAutomaton(tables.literals)
        partStarts = tables.parts.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
        parts = tables.parts.flatMap { $0 }
        bytes = tables.bytes
        slots = tables.slots
        shownByEmpty = tables.shownByEmpty
    }

    /// Bytes of memory the tables take.
    var footprint: Int {
        automaton.footprint + partStarts.count * MemoryLayout<Int>.stride + parts.count
            * MemoryLayout<PatternPart>.stride
            + bytes.count * MemoryLayout<UInt16>.stride
    }

    /// The most that one byte of any text can cost: parts to try and bytes to compare where the most of them are found; with
    /// one of the primitives to blame.
    var worstByte: (steps: Int, primitive: UInt32)? {
        automaton.worst { literal in
            (partStarts[literal]..<partStarts[literal + 1]).reduce(0) { steps, index in
                steps + 1 + (parts[index].comparison >= 0 ? Int(parts[index].length) : 0)
            }
        }
        .map { ($0.cost, parts[partStarts[$0.literal]].primitive) }
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

    private func take(_ part: PatternPart, keyEndingAt end: Int, of text: Span<UInt8>, into buffer: inout HitBuffer) {
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

    /// Compares the part's bytes with those at `start`.
    private func fits(_ part: PatternPart, _ text: Span<UInt8>, at start: Int) -> Bool {
        for offset in 0..<Int(part.length) {
            let wanted = bytes[Int(part.comparison) + offset]
            let byte = text[start + offset]
            let isEqual =
                wanted & PatternTables.caseless == 0
                ? UInt16(byte) == wanted : UInt16(ASCII.lowercased(byte)) | PatternTables.caseless == wanted
            guard isEqual || wanted == PatternTables.anyByte else { return false }
        }
        return true
    }
}
