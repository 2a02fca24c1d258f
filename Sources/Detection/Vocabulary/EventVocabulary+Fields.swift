import ThreatModel

extension EventVocabulary {
    /// What an event of that kind says on every protocol; `nil` when not every protocol has such events.
    static func sharedFields(of kind: EventKind) -> [String]? {
        switch kind {
        case .connect: []
        // What a client tells of itself: `name` says what `value` is.
        case .fingerprint: ["value", "name"]
        case .auth: ["method", "username", "password", credentials, "success"]
        // `head` is how a kept file begins: its first bytes, enough to tell a program from a text. `how` it came:
        // "download", "redirect", "upload" …
        case .file: ["path", "sha256", "size", "how", "download_url", "head"]
        // What fits no other kind; `reason` says why.
        case .raw: ["bytes", "reason"]
        case .close: ["duration_ms", "bytes_in", "bytes_out", "reason", "events_dropped"]
        case .command, .request, .query, .message, .forward: nil
        }
    }

    /// What events say on that protocol beside ``sharedFields(of:)``. A kind that stands here exists there; its first field
    /// is the one a short example means. Numbers are decimal; flags are "true" or absent.
    static func ownFields(on attackProtocol: AttackProtocol) -> [EventKind: [String]] {
        switch attackProtocol {
        case .ssh: [.command: ["command", "download_url"], .forward: ["host", "port"]]
        case .telnet: [.command: ["command", "download_url"]]
        case .http: [.request: http]
        case .elasticsearch: [.request: http]
        case .docker: [.request: http]
        case .redis: [.query: ["argv", "command", "key", "value"]]
        case .mysql, .postgresql, .mssql: [.query: ["query", "command"]]
        case .mongodb: [.query: ["command"]]
        case .ftp: ftp
        case .smtp: smtp
        case .imap: imap
        case .smb: smb
        case .rdp: rdp
        case .rtsp: rtsp
        case .sip: sip
        }
    }

    private static let http = [
        "path", "method", "version", "host", "user_agent", "headers", "body", "body_sha256", "body_size",
    ]

    /// `command` is the line as it was sent, verb and argument: `STOR a.php`. A file that was put is a `file` event whose
    /// `how` is "upload". `tls` of an `auth`: the connection was encrypted.
    private static let ftp: [EventKind: [String]] = [.auth: ["tls"], .command: ["command"]]

    /// `command` is the line as it was sent: `RCPT TO:<a@example.org>`; the text of a mail is no command. `relay` of a
    /// `RCPT`: the recipient is in no domain that the sensor calls its own.
    ///
    /// A `message` is one accepted mail: `from` and `to` (recipients, with `, ` between) of its envelope, `rcpt_count`,
    /// `relay` when it holds for any recipient, its `subject` decoded, the names of its `attachments` with `, ` between,
    /// and what it looks like itself.
    private static let smtp: [EventKind: [String]] = [
        .auth: ["tls"],
        .command: ["command", "relay"],
        .message: [
            "subject", "from", "to", "rcpt_count", "relay", "attachments", "headers", "body", "body_sha256",
            "body_size",
        ],
    ]

    /// `command` is the line without its tag: `UID SEARCH TEXT "invoice"`. Logins are `auth` events, whose `method` is
    /// "login" or the SASL mechanism in lower case.
    private static let imap: [EventKind: [String]] = [.auth: ["tls"], .command: ["command"]]

    /// One event for each message of SMB, or of DCE/RPC inside it.
    ///
    /// - `command`: [MS-CIFS] and [MS-SMB2] names without prefix, in lower case: "negotiate", "session_setup",
    ///   "tree_connect", "create", "read", "write", "transaction", "transaction2", "transaction2_secondary",
    ///   "nt_transact", "nt_transact_secondary", "ioctl", "query_directory" …
    /// - `dialect`: "NT LM 0.12", "2.0.2" … "3.1.1"; of a negotiation, those offered, with `, ` between.
    /// - `share`, `path`, `pipe`: what a tree connect, a create or what follows on its handle names: "IPC$",
    ///   "Temp\a.exe", "svcctl".
    /// - `operation`: the subcommand of a transaction or the RPC method, as their specifications spell them:
    ///   "TRANS_PEEK_NMPIPE", "TRANS2_SESSION_SETUP", "NetrShareEnum", "RCreateServiceW"; a number when it has no name.
    /// - `fid`, `mid`: handle and multiplex id of SMB1; `size`: bytes a transaction announces or a write carries.
    /// - `body`: the first bytes of what it carries.
    ///
    /// An `auth` is NTLM: `method` "ntlmv1", "ntlmv2" or "anonymous"; `response` in the notation of password crackers.
    private static let smb: [EventKind: [String]] = [
        .auth: ["domain", "workstation", "response"],
        .request: ["command", "dialect", "share", "path", "pipe", "operation", "fid", "mid", "size", "body"],
    ]

    /// One event for each step of a connection.
    ///
    /// - `step`: "negotiate" (X.224 connection request), "connect" (MCS Connect-Initial), "join" (a channel), "info"
    ///   (Client Info).
    /// - `cookie`: the text after `mstshash=`; `nla`: the client offers CredSSP; `security`: what it offers, of "rdp",
    ///   "tls", "hybrid", "hybrid_ex", with `, ` between.
    /// - `channels`: static virtual channels it asks for, with `, ` between. `max_channels`: maxChannelIds of the target
    ///   parameters (T.125). `client`: its name; `client_build`, `keyboard`, `screen` ("1024x768").
    ///
    /// An `auth` has `method` "nla" (NTLM, with `response`) or "password" (Client Info, in the clear).
    private static let rdp: [EventKind: [String]] = [
        .auth: ["domain", "workstation", "response"],
        .request: [
            "step", "cookie", "nla", "security", "channels", "max_channels", "client", "client_build", "keyboard",
            "screen",
        ],
    ]

    /// As of HTTP; `path` is the part of the address after the host. `head_size`: bytes before the body. Logins are `auth`
    /// events, whose `method` is "basic" or "digest", the latter with `response`.
    private static let rtsp: [EventKind: [String]] = [
        .auth: ["path", "realm", "response"],
        .request: ["path", "method", "version", "host", "user_agent", "headers", "head_size", "body"],
    ]

    /// `method` of a request, its `uri`, `from` and `to` as addresses (`sip:100@203.0.113.5`), `extension`: the user part
    /// of `from`, or of `to` in a `REGISTER`; `number`: the user part of the `uri` of an `INVITE`, as it was dialled.
    /// `body` is the session description. An `auth` is Digest: `method` "digest", `response` in the notation of password
    /// crackers. A `message` is the text of a `MESSAGE`.
    private static let sip: [EventKind: [String]] = [
        .auth: ["extension", "realm", "response"],
        .request: [
            "method", "uri", "from", "to", "user_agent", "extension", "number", "contact", "call_id", "headers", "body",
        ],
        .message: ["body", "from", "to"],
    ]
}
