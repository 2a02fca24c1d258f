import ThreatModel

/// What a primitive asks of an event.
enum PrimitiveTest: Hashable, Sendable {
    /// That there is one of that kind.
    case occurs
    /// That a field's text fits one of the patterns.
    case text([Glob], isCaseSensitive: Bool, form: TextForm)
    /// That a field is a decimal number in the range.
    case number(ClosedRange<UInt64>)
}

/// Which form of a field's text a pattern looks at.
enum TextForm: String, CaseIterable, Sendable {
    /// As the visitor sent it.
    case raw
    /// With tricks of quoting and encoding undone (``NormalForm``).
    case normalised
    /// Either.
    case both

    /// Whether a text seen in this form is one that a pattern for `other` looks at.
    func overlaps(_ other: TextForm) -> Bool {
        switch (self, other) {
        case (.raw, .normalised), (.normalised, .raw): false
        case (.raw, .raw), (.normalised, .normalised), (.both, _), (_, .both): true
        }
    }
}
