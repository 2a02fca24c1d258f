package import ThreatModel

/// What events can say: which kinds a protocol's sessions have, and which fields a kind carries. Rules are checked
/// against it, so that a misspelt field is an error and not a rule that never fires. A protocol that records something
/// new adds it here.
package enum EventVocabulary {
    /// The kinds of event a session on that protocol can have.
    package static func kinds(on attackProtocol: AttackProtocol) -> [EventKind] {
        let everywhere: [EventKind] = [.connect, .fingerprint, .auth, .file, .raw, .close]
        let own: [EventKind] =
            switch attackProtocol {
            case .ssh: [.command, .forward]
            case .telnet, .ftp: [.command]
            case .http, .elasticsearch, .docker, .rtsp, .smb, .rdp: [.request]
            case .smtp, .imap: [.command, .message]
            case .mysql, .postgresql, .mssql, .mongodb, .redis: [.query]
            case .sip: [.request, .message]
            }
        return everywhere + own
    }

    /// The fields an event of that kind can have. Any text field may instead stand under `<name>_b64`, when its bytes are
    /// no UTF-8; rules name it without that ending.
    package static func fields(of kind: EventKind) -> [String] {
        switch kind {
        case .connect, .message, .forward: []
        case .fingerprint: ["name", "value"]
        case .auth: ["method", "username", "password", credentials, "success", truncated]
        case .command: ["command", "download_url", truncated]
        case .request:
            [
                "method", "path", "version", "host", "user_agent", "headers", "body", "body_sha256", "body_size",
                truncated,
            ]
        case .query: ["command", "argv", "key", "value", truncated]
        // `head` is how a kept file begins: its first bytes, enough to tell a program from a text.
        case .file: ["path", "sha256", "size", "how", "download_url", "head"]
        case .raw: ["bytes", "reason", truncated]
        case .close: ["duration_ms", "bytes_in", "bytes_out", "reason", "events_dropped"]
        }
    }

    /// The field a short example means when it gives only a value: `command: uname -a`.
    static func mainField(of kind: EventKind) -> String? {
        switch kind {
        case .connect, .message, .forward, .auth, .close: nil
        case .fingerprint: "value"
        case .command: "command"
        case .request: "path"
        case .query: "argv"
        case .file: "path"
        case .raw: "bytes"
        }
    }

    /// Made up from two fields of an `auth` event, `username:password`, so that a rule can name a pair.
    static let credentials = "credentials"

    /// "true" where a sensor cut what the visitor sent.
    private static let truncated = "truncated"

    /// How the text of a field is brought into the form that evasion tricks cannot vary; `nil` where it is taken as it is.
    static func normalForm(of field: String, in kind: EventKind) -> NormalForm? {
        switch (kind, field) {
        case (.command, "command"): .shell
        case (.request, "path"), (.request, "headers"), (.request, "user_agent"), (.request, "body"): .request
        default: nil
        }
    }
}
