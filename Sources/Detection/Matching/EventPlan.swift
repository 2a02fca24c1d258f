/// What to look for in events of one kind on one protocol.
struct EventPlan: Sendable {
    /// Primitives that the mere event shows.
    var occurrences: [UInt32] = []
    var fields: [FieldPlan] = []
}

/// What to look for in one field. A class, so that going through the fields of an event copies nothing.
final class FieldPlan: Sendable {
    let name: String
    /// Where its bytes stand when they are no UTF-8.
    let encodedName: String
    let normalForm: NormalForm?
    /// Patterns for the text as it came.
    let raw: FieldMatcher?
    /// Patterns for its normal form.
    let normalised: FieldMatcher?
    /// Whether a text that is its own normal form need not be looked at twice.
    let isCoveredByRaw: Bool
    let numbers: [NumberTest]

    struct NumberTest: Sendable {
        let primitive: UInt32
        let range: ClosedRange<UInt64>
    }

    init(
        name: String, normalForm: NormalForm?, raw: FieldMatcher?, normalised: FieldMatcher?, isCoveredByRaw: Bool,
        numbers: [NumberTest]
    ) {
        self.name = name
        encodedName = name + "_b64"
        self.normalForm = normalForm
        self.raw = raw
        self.normalised = normalised
        self.isCoveredByRaw = isCoveredByRaw
        self.numbers = numbers
    }
}
