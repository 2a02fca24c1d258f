package import ThreatModel

extension BehaviourExample {
    /// A session in which a visitor says these things one after the other, seconds apart: each an event of the kind that
    /// the protocol is there for (``EventVocabulary/mainKind(on:)``), with the fields that a sensor would give it.
    package init(saying texts: [String], on attackProtocol: AttackProtocol) {
        let kind = EventVocabulary.mainKind(on: attackProtocol)
        self.init(
            protocol: attackProtocol,
            events: texts.enumerated().map { number, text in
                Event(kind: kind, fields: Self.fields(of: text, kind, attackProtocol), at: .seconds(number + 1))
            }, file: "", line: 0)
    }

    private static func fields(
        of text: String, _ kind: EventKind, _ attackProtocol: AttackProtocol
    ) -> EventFields {
        if attackProtocol == .redis { return redisFields(of: text) }
        if kind == .request, let (method, path) = request(in: text) { return ["method": method, "path": path] }
        return EventFields(EventVocabulary.mainField(of: kind, on: attackProtocol).map { [$0: text] } ?? [:])
    }

    /// `POST /x` as a method and a path; `nil` for a path alone.
    private static func request(in text: String) -> (method: String, path: String)? {
        let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2, parts[0].utf8.allSatisfy({ (0x41...0x5a).contains($0) }) else { return nil }
        return (parts[0], parts[1])
    }

    /// A command as it is typed, its words divided by blanks, as the sensor records it: each word quoted.
    private static func redisFields(of text: String) -> EventFields {
        let words = text.split(separator: " ").map(String.init)
        var fields: EventFields = ["argv": words.map { "\"\($0)\"" }.joined(separator: " ")]
        fields["command"] = words.first?.uppercased()
        if fields["command"] == "SET", words.count > 2 {
            fields["key"] = words[1]
            fields["value"] = words[2...].joined(separator: " ")
        }
        return fields
    }
}
