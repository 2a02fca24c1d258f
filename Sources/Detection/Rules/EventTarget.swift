import ThreatModel

/// A kind of event, and the field looked at.
struct EventTarget: Hashable, Sendable {
    let kind: EventKind
    /// `nil`: the event itself.
    let field: String?

    /// Whether a session on that protocol can have such an event, with such a field.
    func canOccur(on attackProtocol: AttackProtocol) -> Bool {
        guard let field else { return EventVocabulary.kinds(on: attackProtocol).contains(kind) }
        return EventVocabulary.fields(of: kind, on: attackProtocol).contains(field)
    }

    /// The form beside the raw one in which the field is seen on that protocol.
    func normalForm(on attackProtocol: AttackProtocol) -> NormalForm? {
        field.flatMap { EventVocabulary.normalForm(of: $0, in: kind, on: attackProtocol) }
    }
}
