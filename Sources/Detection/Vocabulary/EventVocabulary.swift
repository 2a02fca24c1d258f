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
        case .connect, .message: []
        // What a client tells of itself, one event for each: `telnet.options`, `http.header_order`,
        // `ssh.client_banner` (the line it begins with, RFC 4253 §4.2), `ssh.hassh` (32 hexadecimal digits).
        case .fingerprint: ["name", "value"]
        // `key_fingerprint` as OpenSSH writes it, `SHA256:` and base64; `method` as RFC 4252 names those of SSH.
        case .auth: ["method", "username", "password", credentials, "key_fingerprint", "success", planted, truncated]
        case .command: ["command", "download_url", truncated]
        case .request:
            [
                "method", "path", "version", "host", "user_agent", "headers", "body", "body_sha256", "body_size",
                truncated,
            ]
        case .query: ["command", "argv", "key", "value", truncated]
        // `kind` is the request's name, `direct-tcpip` or `tcpip-forward` (RFC 4254 §7); of equal ones `count` tells.
        case .forward: ["kind", "dst", "dst_port", "count"]
        // `how` it came: `redirect`, `echo`, `download`, `upload`, `copy`, `sftp`, `scp`. `head` is how a kept file
        // begins: its first bytes, enough to tell a program from a text.
        case .file: ["path", "sha256", "size", "how", "download_url", "head"]
        case .raw: ["bytes", "reason", truncated]
        case .close: ["duration_ms", "bytes_in", "bytes_out", "reason", "events_dropped"]
        }
    }

    /// The field a short example means when it gives only a value: `command: uname -a`.
    static func mainField(of kind: EventKind) -> String? {
        switch kind {
        case .connect, .message, .auth, .close: nil
        case .forward: "dst"
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

    /// "true" where the password is one that the sensor itself let lie about, in a file or a page that nobody else has.
    private static let planted = "planted"

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
