import ThreatModel

/// Says which primitives an event shows: one plan for each protocol and kind of event.
struct EventMatcher: Sendable {
    private let plans: [EventPlan]
    private let primitiveCount: Int
    /// Bytes of memory the patterns' tables take.
    let footprint: Int
    /// The most that one byte of any field can cost, in steps, and a primitive to blame.
    let worstByte: (steps: Int, primitive: UInt32)?

    /// Bytes of one field that are looked at. Sensors cut fields at a quarter of this.
    static let maximumFieldBytes = 256 * 1024

    init(_ primitives: [PrimitiveRule]) {
        var planner = EventPlanner(primitives)
        var plans: [EventPlan] = []
        for attackProtocol in AttackProtocol.allCases {
            for kind in EventKind.allCases { plans.append(planner.plan(for: kind, on: attackProtocol)) }
        }
        self.plans = plans
        primitiveCount = primitives.count
        footprint = planner.footprint
        worstByte = planner.worstByte
    }

    /// Puts the primitives that `event` shows into `hits`.
    func match(_ event: SessionEvent, hits: inout HitBuffer, texts: inout TextBuffers) {
        hits.begin(primitives: primitiveCount)
        // Raw values are the positions in `allCases`: a test holds them to it.
        let place = Int(event.protocol.rawValue) * EventKind.allCases.count + Int(event.kind.rawValue)
        for primitive in plans[place].occurrences { hits.hit(primitive) }
        for field in plans[place].fields { Self.match(field, of: event, hits: &hits, texts: &texts) }
    }

    private static func match(
        _ field: FieldPlan, of event: SessionEvent, hits: inout HitBuffer, texts: inout TextBuffers
    ) {
        if let text = event.fields[field.name] {
            for test in field.numbers {
                if let number = UInt64(text), test.range.contains(number) { hits.hit(test.primitive) }
            }
            match(field, text.utf8.span, hits: &hits, texts: &texts)
        } else if field.name == EventVocabulary.credentials {
            texts.composed.removeAll(keepingCapacity: true)
            guard append("username", of: event, to: &texts.composed) else { return }
            texts.composed.append(UInt8(ascii: ":"))
            guard append("password", of: event, to: &texts.composed) else { return }
            match(field, inPlaceOf: \.composed, hits: &hits, texts: &texts)
        } else if let encoded = event.fields[field.encodedName] {
            texts.decoded.removeAll(keepingCapacity: true)
            guard Base64Text.decode(encoded.utf8.span.extracting(first: maximumEncodedBytes), into: &texts.decoded)
            else { return }
            match(field, inPlaceOf: \.decoded, hits: &hits, texts: &texts)
        }
    }

    /// Base64 of as many bytes as are looked at.
    private static let maximumEncodedBytes = (maximumFieldBytes + 2) / 3 * 4

    /// Matches a text that stands in one of the buffers: taken out meanwhile, because matching writes to the others.
    private static func match(
        _ field: FieldPlan, inPlaceOf buffer: WritableKeyPath<TextBuffers, [UInt8]>, hits: inout HitBuffer,
        texts: inout TextBuffers
    ) {
        var text: [UInt8] = []
        swap(&text, &texts[keyPath: buffer])
        match(field, text.span, hits: &hits, texts: &texts)
        swap(&text, &texts[keyPath: buffer])
    }

    private static func match(
        _ field: FieldPlan, _ whole: Span<UInt8>, hits: inout HitBuffer, texts: inout TextBuffers
    ) {
        let text = whole.extracting(first: maximumFieldBytes)
        field.raw?.match(text, into: &hits)
        guard let normalised = field.normalised, let form = field.normalForm else { return }
        switch form {
        case .shell:
            texts.shell.normalise(text)
            normalised.match(texts.shell.output.span, into: &hits)
        case .request:
            if RequestNormaliser.isNormal(text) {
                if !field.isCoveredByRaw { normalised.match(text, into: &hits) }
            } else {
                texts.request.normalise(text)
                normalised.match(texts.request.output.span, into: &hits)
            }
        case .sql:
            texts.sql.normalise(text)
            normalised.match(texts.sql.output.span, into: &hits)
        }
    }

    /// Appends a field's bytes; returns whether the event has it.
    private static func append(_ name: String, of event: SessionEvent, to bytes: inout [UInt8]) -> Bool {
        if let text = event.fields[name] {
            bytes.append(contentsOf: text.utf8.prefix(maximumFieldBytes))
            return true
        }
        guard let encoded = event.fields[name + "_b64"] else { return false }
        return Base64Text.decode(encoded.utf8.span.extracting(first: maximumEncodedBytes), into: &bytes)
    }
}
