/// Which program seems to speak SSH, and how it was configured: everything a scanner can tell two servers apart by.
struct SSHDress: Hashable, Sendable {
    enum Family: Hashable, Sendable { case openSSH, dropbear }

    let family: Family
    /// The version line without its end.
    let version: String
    var proposal: SSHProposal
    /// It resists CVE-2023-48795: sequence numbers start anew with each key exchange (OpenSSH, PROTOCOL §1.10).
    let hasStrictKeyExchange: Bool
    /// Signature algorithms it takes from visitors (server-sig-algs of RFC 8308 §3.1); empty: it sends no extensions.
    let signatureAlgorithms: [String]
    /// Methods that can continue, in its order.
    let methods: [String]
    /// Failures before it hangs up (MaxAuthTries).
    let mostFailures: Int
    /// It tells its host keys after the login (hostkeys-00@openssh.com).
    let announcesHostKeys: Bool
    /// Sessions open at once (MaxSessions).
    let mostSessions: Int
    /// Bytes a session may send before it is told that it may send more, and bytes of one packet.
    let window: UInt32
    let packetBytes: UInt32
    /// It proposes algorithms at once, without waiting to hear who is there.
    let proposesAtOnce: Bool
    /// How long a visitor has to log in.
    let loginTime: Duration
    /// What a wrong password costs: the least, and what is added at random.
    let failurePause: Duration
    let failurePauseSpread: Duration

    /// Whether visitors may sign by that algorithm; a server that tells nothing takes what its years knew.
    func takesKeys(_ algorithm: String) -> Bool {
        let known = signatureAlgorithms.isEmpty ? ["ssh-rsa", "ssh-dss", "ecdsa-sha2-nistp256"] : signatureAlgorithms
        return known.contains(algorithm)
    }
}
