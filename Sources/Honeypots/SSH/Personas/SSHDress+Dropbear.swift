extension SSHDress {
    /// Dropbear of the years in which the persona's device had its firmware built, as makers of small firmware compile it:
    /// its own defaults without Twofish and zlib, and one RSA key. Lists and their orders are of each release's
    /// `common-algo.c`.
    static func dropbear(_ persona: Persona) -> Self {
        let release = DropbearRelease(firmwareYear: Int(persona.device.firmware.busyboxDate.prefix(4)) ?? 2015)
        return Self(
            family: .dropbear, version: "SSH-2.0-dropbear_" + release.rawValue,
            proposal: SSHProposal(
                keyExchanges: release.keyExchanges, hostKeys: ["ssh-rsa"], ciphers: release.ciphers,
                macs: release.macs, compressions: ["none"]),
            hasStrictKeyExchange: false, signatureAlgorithms: [], methods: ["publickey", "password"],
            // MAX_AUTH_TRIES, MAX_CHANNELS, DEFAULT_RECV_WINDOW, RECV_MAX_PAYLOAD_LEN.
            mostFailures: 10, announcesHostKeys: false, mostSessions: 100, window: 24 * 1024, packetBytes: 32 * 1024,
            proposesAtOnce: release != .v2012, loginTime: .seconds(300),
            // 300 ms and up to 50 more or less.
            failurePause: .milliseconds(250), failurePauseSpread: .milliseconds(100))
    }
}
