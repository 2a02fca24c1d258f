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

    /// Puts the primitives that `event` shows into the buffers' hits.
    func match(_ event: SessionEvent, _ buffers: inout MatchBuffers, texts: inout TextBuffers) {
        buffers.hits.begin(primitives: primitiveCount)
        // Raw values are the positions in `allCases`: a test holds them to it.
        let place = Int(event.protocol.rawValue) * EventKind.allCases.count + Int(event.kind.rawValue)
        for primitive in plans[place].occurrences { buffers.hits.hit(primitive) }
        for field in plans[place].fields { Self.match(field, of: event, &buffers, texts: &texts) }
    }

    private static func match(
        _ field: FieldPlan, of event: SessionEvent, _ buffers: inout MatchBuffers, texts: inout TextBuffers
    ) {
        if let text = event.fields[field.name] {
            for test in field.numbers {
                if let number = UInt64(text), test.range.contains(number) { buffers.hits.hit(test.primitive) }
            }
            match(field, text.utf8.span, &buffers, texts: &texts)
        } else if field.name == EventVocabulary.credentials {
            texts.composed.removeAll(keepingCapacity: true)
            guard append("username", of: event, to: &texts.composed) else { return }
            texts.composed.append(UInt8(ascii: ":"))
            guard append("password", of: event, to: &texts.composed) else { return }
            match(field, inPlaceOf: \.composed, &buffers, texts: &texts)
        } else if let encoded = event.fields[field.encodedName] {
            texts.decoded.removeAll(keepingCapacity: true)
            guard Base64Text.decode(encoded.utf8.span.extracting(first: maximumEncodedBytes), into: &texts.decoded)
            else { return }
            match(field, inPlaceOf: \.decoded, &buffers, texts: &texts)
        }
    }

    /// Base64 of as many bytes as are looked at.
    private static let maximumEncodedBytes = (maximumFieldBytes + 2) / 3 * 4

    /// Matches a text that stands in one of the buffers: taken out meanwhile, because matching writes to the others.
    private static func match(
        _ field: FieldPlan, inPlaceOf buffer: WritableKeyPath<TextBuffers, [UInt8]>, _ buffers: inout MatchBuffers,
        texts: inout TextBuffers
    ) {
        var text: [UInt8] = []
        swap(&text, &texts[keyPath: buffer])
        match(field, text.span, &buffers, texts: &texts)
        swap(&text, &texts[keyPath: buffer])
    }

    private static func match(
        _ field: FieldPlan, _ whole: Span<UInt8>, _ buffers: inout MatchBuffers, texts: inout TextBuffers
    ) {
        guard let matcher = field.matcher else { return }
        let text = whole.extracting(first: maximumFieldBytes)
        switch field.normalForm {
        case nil:
            matcher.match(text, .raw, into: &buffers)
        case .request where RequestNormaliser.isNormal(text):
            matcher.match(text, .both, into: &buffers)
        case .request:
            matcher.match(text, .raw, into: &buffers)
            texts.request.normalise(text)
            matcher.match(texts.request.output.span, .normalised, into: &buffers)
        case .shell:
            matcher.match(text, .raw, into: &buffers)
            texts.shell.normalise(text)
            matcher.match(texts.shell.output.span, .normalised, into: &buffers)
        case .sql:
            matcher.match(text, .raw, into: &buffers)
            texts.sql.normalise(text)
            matcher.match(texts.sql.output.span, .normalised, into: &buffers)
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
