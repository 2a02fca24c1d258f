package import ThreatModel

/// What events can say: which kinds a protocol's sessions have, and which fields a kind carries there. Rules are checked
/// against it, so that a misspelt field is an error and not a rule that never fires. What each protocol records stands in
/// ``ownFields(on:)``; one that records something new adds it there.
package enum EventVocabulary {
    /// The kinds of event a session on that protocol can have, in the order of ``EventKind``.
    package static func kinds(on attackProtocol: AttackProtocol) -> [EventKind] {
        EventKind.allCases.filter { table[place($0, attackProtocol)] != nil }
    }

    /// The fields an event of that kind can have on that protocol; empty when there is no such event. Any text field may
    /// instead stand under `<name>_b64`, when its bytes are no UTF-8; rules name it without that ending.
    package static func fields(of kind: EventKind, on attackProtocol: AttackProtocol) -> [String] {
        table[place(kind, attackProtocol)] ?? []
    }

    /// The fields an event of that kind can have on any of the protocols, each once.
    static func fields(of kind: EventKind, on protocols: AttackProtocolSet) -> [String] {
        var known: [String] = []
        for member in protocols.members {
            known += fields(of: kind, on: member).filter { !known.contains($0) }
        }
        return known
    }

    /// The kind of event in which a visitor of that protocol says what it wants.
    package static func mainKind(on attackProtocol: AttackProtocol) -> EventKind {
        let own = kinds(on: attackProtocol)
        return [.command, .request, .query].first { own.contains($0) } ?? .raw
    }

    /// The field a short example means when it gives only a value: `command: uname -a`. It is the first of its kind.
    static func mainField(of kind: EventKind, on attackProtocol: AttackProtocol) -> String? {
        switch kind {
        case .connect, .forward, .auth, .close: nil
        case .fingerprint, .command, .request, .query, .file, .message, .raw:
            fields(of: kind, on: attackProtocol).first
        }
    }

    /// Made up from two fields of an `auth` event, `username:password`, so that a rule can name a pair.
    static let credentials = "credentials"

    /// "true" where a sensor cut what the visitor sent.
    static let truncated = "truncated"

    /// How the text of a field is brought into the form that evasion tricks cannot vary; `nil` where it is taken as it is.
    static func normalForm(of field: String, in kind: EventKind, on attackProtocol: AttackProtocol) -> NormalForm? {
        switch (attackProtocol, kind, field) {
        case (.ssh, .command, "command"), (.telnet, .command, "command"): .shell
        case (.http, .request, _), (.elasticsearch, .request, _), (.docker, .request, _), (.rtsp, .request, _):
            ["path", "headers", "user_agent", "body"].contains(field) ? .request : nil
        case (.mysql, .query, "query"), (.postgresql, .query, "query"), (.mssql, .query, "query"): .sql
        default: nil
        }
    }
}

// MARK: - The table

extension EventVocabulary {
    /// For each protocol and kind, what ``sharedFields(of:)`` and ``ownFields(on:)`` say together; `nil` where there is no
    /// such event.
    private static let table: [[String]?] = AttackProtocol.allCases.flatMap { attackProtocol in
        let own = ownFields(on: attackProtocol)
        return EventKind.allCases.map { kind -> [String]? in
            let shared = sharedFields(of: kind)
            guard shared != nil || own[kind] != nil else { return nil }
            return (shared ?? []) + (own[kind] ?? []) + (canBeCut(kind) ? [truncated] : [])
        }
    }

    private static func place(_ kind: EventKind, _ attackProtocol: AttackProtocol) -> Int {
        Int(attackProtocol.rawValue) * EventKind.allCases.count + Int(kind.rawValue)
    }

    private static func canBeCut(_ kind: EventKind) -> Bool {
        switch kind {
        case .auth, .command, .request, .query, .file, .message, .raw: true
        case .connect, .fingerprint, .forward, .close: false
        }
    }
}
