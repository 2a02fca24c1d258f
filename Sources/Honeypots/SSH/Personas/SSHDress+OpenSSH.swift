extension SSHDress {
    /// OpenSSH 8.4p1 of Debian 11 with its shipped configuration, and keyboard-interactive login beside it.
    static func openSSH(_ persona: Persona) -> Self {
        let revision = debianRevision(kernel: persona.host.system.kernelVersion)
        // Debian brought strict key exchange with the update of December 2023.
        let isStrict = revision >= 3
        let ciphers = [
            "chacha20-poly1305@openssh.com", "aes128-ctr", "aes192-ctr", "aes256-ctr", "aes128-gcm@openssh.com",
            "aes256-gcm@openssh.com",
        ]
        let macs = [
            "umac-64-etm@openssh.com", "umac-128-etm@openssh.com", "hmac-sha2-256-etm@openssh.com",
            "hmac-sha2-512-etm@openssh.com", "hmac-sha1-etm@openssh.com", "umac-64@openssh.com",
            "umac-128@openssh.com", "hmac-sha2-256", "hmac-sha2-512", "hmac-sha1",
        ]
        let methods = [
            "curve25519-sha256", "curve25519-sha256@libssh.org", "ecdh-sha2-nistp256", "ecdh-sha2-nistp384",
            "ecdh-sha2-nistp521", "diffie-hellman-group-exchange-sha256", "diffie-hellman-group16-sha512",
            "diffie-hellman-group18-sha512", "diffie-hellman-group14-sha256",
        ]
        return Self(
            family: .openSSH, version: "SSH-2.0-OpenSSH_8.4p1 Debian-5+deb11u\(revision)",
            proposal: SSHProposal(
                keyExchanges: methods + (isStrict ? ["kex-strict-s-v00@openssh.com"] : []),
                hostKeys: ["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa", "ecdsa-sha2-nistp256", "ssh-ed25519"],
                ciphers: ciphers, macs: macs, compressions: ["none", "zlib@openssh.com"]),
            hasStrictKeyExchange: isStrict,
            signatureAlgorithms: [
                "ssh-ed25519", "sk-ssh-ed25519@openssh.com", "ssh-rsa", "rsa-sha2-256", "rsa-sha2-512", "ssh-dss",
                "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
                "sk-ecdsa-sha2-nistp256@openssh.com", "webauthn-sk-ecdsa-sha2-nistp256@openssh.com",
            ],
            methods: ["publickey", "password", "keyboard-interactive"], mostFailures: 6, announcesHostKeys: true,
            mostSessions: 10, window: 64 * 32 * 1024, packetBytes: 32 * 1024,
            // PAM makes who was wrong wait: two seconds, and up to half of that more or less.
            proposesAtOnce: false, loginTime: .seconds(120), failurePause: .milliseconds(1400),
            failurePauseSpread: .milliseconds(1200))
    }

    /// The package's update that was current with the kernel the machine runs, by the year and month of the kernel's build.
    private static func debianRevision(kernel: String) -> Int {
        let date = kernel.drop { $0 != "(" }.dropFirst().prefix(7)
        return date < "2023-09" ? 1 : date < "2023-12" ? 2 : 3
    }
}
