import ThreatModel

extension EventVocabulary {
    /// What an event of that kind says on every protocol; `nil` when not every protocol has such events.
    static func sharedFields(of kind: EventKind) -> [String]? {
        switch kind {
        case .connect: []
        // What a client tells of itself: `name` says what `value` is.
        case .fingerprint: ["value", "name"]
        // `planted`: the password is one that the sensor itself let lie about, in a file or on a page, and nobody else has.
        case .auth: ["method", "username", "password", credentials, "success", "planted"]
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
        case .ssh: ssh
        case .telnet: [.command: ["command", "download_url"]]
        case .http: [.request: http]
        case .elasticsearch: [.request: http + ["api"]]
        case .docker: [.request: http]
        case .redis: [.query: ["argv", "command", "key", "value"]]
        case .mysql, .postgresql, .mssql: [.auth: ["database", "client", "response"], .query: sql]
        case .mongodb: [.auth: ["database", "response"], .query: mongodb]
        case .ftp: ftp
        case .smtp: smtp
        case .imap: imap
        case .smb: smb
        case .rdp: rdp
        case .rtsp: rtsp
        case .sip: sip
        }
    }

    /// Fingerprints are "ssh.client_banner", the line a client begins with (RFC 4253 §4.2), and "ssh.hassh", 32 hexadecimal
    /// digits. `method` of an `auth` is as RFC 4252 names it: "none", "password", "keyboard-interactive" or "publickey",
    /// which comes with a `key_fingerprint` as OpenSSH writes it, `SHA256:` and base64.
    ///
    /// `kind` of a `forward` is the request's name, "direct-tcpip" or "tcpip-forward" (RFC 4254 §7), `dst` and `dst_port`
    /// the place it asks for; `count` of them when equal ones were told as one. A file that was sent has "sftp" or "scp"
    /// for its `how`, the recording of a terminal, an asciicast v2, "terminal". What SFTP is asked for besides stands in
    /// `command`s of the form `sftp get /etc/passwd`, with the `count` of equal ones that came after the first.
    private static let ssh: [EventKind: [String]] = [
        .auth: ["key_fingerprint"], .command: ["command", "download_url", "count"],
        .forward: ["dst", "dst_port", "kind", "count"],
    ]

    /// A request as it came: `path` is the whole target of the request line, `headers` the head with that line. Docker and
    /// Elasticsearch are the same; for the latter `api` is the request's name in Elasticsearch's own list of its REST
    /// interface: "search", "indices.delete", "clear_scroll", "cat.indices" …; absent when it is none of them.
    private static let http = [
        "path", "method", "version", "host", "user_agent", "headers", "body", "body_sha256", "body_size",
    ]

    /// `query` is the text of a statement, its parameters still apart; a procedure that is called over the wire stands there
    /// as the statement that would call it: `EXEC sp_executesql N'…'`. `command`: by which message of the protocol it came:
    /// "query", "prepare", "execute", "rpc", "init_db", "field_list". `database`: the one in use. `value`: what comes with
    /// it, parameters or the rows of a COPY, one under the other.
    ///
    /// `method` of an `auth` is "password" where it comes in the clear (as MSSQL's does, once its mask is off), else "md5",
    /// "native", "caching_sha2" or "scram", and then `response` is in the notation of password crackers; `client` is what
    /// the program calls itself.
    private static let sql = ["query", "command", "database", "value"]

    /// `command` as it is called ("listDatabases"), the `database` and the `collection` it is for, and the whole of it as a
    /// `document`: relaxed extended JSON of one line, with no white space outside strings and its members in their order,
    /// the documents of a document sequence among them, without `lsid`, `$clusterTime` and `$db`. Logins are `auth` events,
    /// whose `method` is the SASL mechanism in lower case.
    private static let mongodb = ["document", "command", "database", "collection"]

    /// `command` is the line as it was sent, verb and argument: `STOR a.php`; `third_party` of a `PORT` or `EPRT`: it names
    /// another address than the visitor's. A file that was put is a `file` event whose `how` is "upload". `tls` of an
    /// `auth`: the connection was encrypted.
    private static let ftp: [EventKind: [String]] = [.auth: ["tls"], .command: ["command", "third_party"]]

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
