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
    /// Its form without evasion, if it has one that any of the patterns looks at.
    let normalForm: NormalForm?
    /// Patterns for its text, in either form.
    let matcher: FieldMatcher?
    let numbers: [NumberTest]

    struct NumberTest: Sendable {
        let primitive: UInt32
        let range: ClosedRange<UInt64>
    }

    init(name: String, normalForm: NormalForm?, matcher: FieldMatcher?, numbers: [NumberTest]) {
        self.name = name
        encodedName = name + "_b64"
        self.normalForm = normalForm
        self.matcher = matcher
        self.numbers = numbers
    }
}
