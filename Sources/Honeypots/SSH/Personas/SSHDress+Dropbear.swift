extension SSHDress {
    /// Dropbear of the years the persona's device had its firmware built: no extensions, no OpenSSH names but one.
    static func dropbear(_ persona: Persona) -> Self {
        let year = Int(persona.device.firmware.busyboxDate.prefix(4)) ?? 2015
        let release = year < 2014 ? "2012.55" : year < 2016 ? "2014.63" : year < 2018 ? "2015.71" : "2017.75"
        let isModern = year >= 2014
        let methods = [
            "curve25519-sha256@libssh.org", "ecdh-sha2-nistp521", "ecdh-sha2-nistp384", "ecdh-sha2-nistp256",
        ]
        return Self(
            family: .dropbear, version: "SSH-2.0-dropbear_" + release,
            proposal: SSHProposal(
                keyExchanges: (isModern ? methods : [])
                    + ["diffie-hellman-group14-sha1", "diffie-hellman-group1-sha1"]
                    + (isModern ? ["kexguess2@matt.ucc.asn.au"] : []),
                hostKeys: ["ssh-rsa"],
                ciphers: ["aes128-ctr", "aes256-ctr", "aes128-cbc", "aes256-cbc", "3des-cbc"],
                macs: (isModern ? ["hmac-sha2-256"] : []) + ["hmac-sha1-96", "hmac-sha1", "hmac-md5"],
                compressions: ["none"]),
            hasStrictKeyExchange: false, signatureAlgorithms: [], methods: ["publickey", "password"],
            mostFailures: 10, announcesHostKeys: false, mostSessions: 1000, window: 24 * 1024,
            packetBytes: 32 * 1024)
    }
}
