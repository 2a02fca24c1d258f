/// Matches one text against the patterns of many primitives at once.
///
/// Of every part of every pattern, the longest literal goes into one automaton. Where it is found, the few bytes around it
/// are compared (for `?`, for case), for parts that begin a pattern and for those whose pattern has come so far: parts are
/// taken as early as they fit, which leaves the most room for those that follow. So the whole costs one pass, whatever the
/// patterns, and nothing is ever searched twice.
final class FieldMatcher: Sendable {
    /// The pattern of a primitive.
    struct Entry: Hashable, Sendable {
        let primitive: UInt32
        let glob: Glob
        let isCaseSensitive: Bool
        let form: TextForm
    }

    private let automaton: LiteralAutomaton
    /// Parts that begin a pattern, by the automaton's literals: those of literal n are from firstStarts[n] to
    /// firstStarts[n + 1].
    private let firstStarts: [Int]
    private let firstParts: [PatternPart]
    /// See ``PatternTables/laterParts``.
    private let laterParts: [PatternPart]
    /// See ``PatternTables/bytes``.
    private let bytes: [UInt16]
    private let slots: Int
    /// See ``PatternTables/fittedByEmpty``.
    private let fittedByEmpty: [Entry]

    init(_ entries: [Entry]) {
        var tables = PatternTables()
        for entry in entries { tables.add(entry) }
        automaton = LiteralAutomaton(tables.literals)
        firstStarts = tables.firstParts.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
        firstParts = tables.firstParts.flatMap { $0 }
        laterParts = tables.laterParts
        bytes = tables.bytes
        slots = tables.slots
        fittedByEmpty = tables.fittedByEmpty
    }

    /// Bytes of memory the tables take.
    var footprint: Int {
        automaton.footprint + firstStarts.count * MemoryLayout<Int>.stride
            + (firstParts.count + laterParts.count) * MemoryLayout<PatternPart>.stride
            + bytes.count * MemoryLayout<UInt16>.stride
    }

    /// The most that one byte of any text can cost: parts to try and bytes to compare where the most of them are found, with
    /// all patterns waiting for them; and one of the primitives to blame.
    var worstByte: (steps: Int, primitive: UInt32)? {
        var steps = [Int](repeating: 0, count: firstStarts.count)
        var primitives = [UInt32](repeating: 0, count: firstStarts.count)
        for part in firstParts + laterParts {
            if steps[Int(part.literal)] == 0 { primitives[Int(part.literal)] = part.primitive }
            steps[Int(part.literal)] += part.steps
        }
        return automaton.worst { steps[$0] }.map { ($0.cost, primitives[$0.literal]) }
    }

    /// Adds the primitives whose pattern `text` fits.
    ///
    /// - Parameter form: in which form it stands there; both, when they are the same.
    func match(_ text: Span<UInt8>, _ form: TextForm, into buffers: inout MatchBuffers) {
        if text.isEmpty {
            for entry in fittedByEmpty where entry.form.overlaps(form) { buffers.hits.hit(entry.primitive) }
        }
        buffers.progress.begin(literals: firstStarts.count - 1, slots: slots)
        automaton.scan(text) { literal, end in found(literal, endingAt: end, of: text, form, &buffers) }
    }

    /// Not inlined, so that the loop over the bytes remains small enough for the processor's registers.
    @inline(never)
    private func found(
        _ literal: Int, endingAt end: Int, of text: Span<UInt8>, _ form: TextForm, _ buffers: inout MatchBuffers
    ) {
        for index in firstStarts[literal]..<firstStarts[literal + 1] where firstParts[index].form.overlaps(form) {
            begin(firstParts[index], keyEndingAt: end, of: text, &buffers)
        }
        goOn(from: literal, endingAt: end, of: text, &buffers)
    }

    /// Tries the first part of a pattern.
    private func begin(_ part: PatternPart, keyEndingAt end: Int, of text: Span<UInt8>, _ buffers: inout MatchBuffers) {
        guard !buffers.hits.contains(part.primitive), part.isLast || !buffers.progress.hasBegun(part.slot) else {
            return
        }
        if let end = self.end(of: part, keyEndingAt: end, from: 0, in: text) { take(part, endingAt: end, &buffers) }
    }

    /// Tries the parts that waited for a literal.
    private func goOn(from literal: Int, endingAt end: Int, of text: Span<UInt8>, _ buffers: inout MatchBuffers) {
        var next = buffers.progress.call(waitingFor: literal)
        while let slot = next {
            let waiting = buffers.progress[slot]
            next = waiting.next
            let part = laterParts[Int(waiting.part)]
            // Another pattern of the primitive may have fitted meanwhile: nothing needs to wait any more.
            guard !buffers.hits.contains(part.primitive) else { continue }
            if let end = self.end(of: part, keyEndingAt: end, from: waiting.from, in: text) {
                take(part, endingAt: end, &buffers)
            } else {
                buffers.progress.wait(slot, for: waiting.part, literal: literal, from: waiting.from)
            }
        }
    }

    private func take(_ part: PatternPart, endingAt end: Int, _ buffers: inout MatchBuffers) {
        if part.isLast {
            buffers.hits.hit(part.primitive)
        } else {
            let literal = Int(laterParts[Int(part.next)].literal)
            buffers.progress.wait(part.slot, for: part.next, literal: literal, from: end)
        }
    }

    /// Where a part ends whose key ends there; `nil` when it does not fit, or would begin before `earliest`.
    private func end(
        of part: PatternPart, keyEndingAt keyEnd: Int, from earliest: Int, in text: Span<UInt8>
    ) -> Int? {
        let start = keyEnd - Int(part.keyEnd)
        let end = start + Int(part.length)
        guard start >= earliest, end <= text.count, !part.beginsText || start == 0, !part.endsText || end == text.count,
            part.comparison < 0 || fits(part, text, at: start)
        else { return nil }
        return end
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
