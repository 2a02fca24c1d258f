@testable import Honeypots

/// What a scanner sees before any login: version, algorithms, extensions (ssh-audit, HASSH, the module of Metasploit that
/// compares the version with the lists).
extension Detector {
    /// What an OpenSSH of that release offers when nobody has configured it (myproposal.h of the release).
    private struct Release {
        var keyExchanges: [String]
        var hostKeys: [String]
        var ciphers: [String]
        var macs: [String]
        /// Words of releases that came later, or of those that had gone before.
        var foreign: [String]
    }

    private static let releases: [String: Release] = [
        "OpenSSH_8.4p1": Release(
            keyExchanges: [
                "curve25519-sha256", "curve25519-sha256@libssh.org", "ecdh-sha2-nistp256", "ecdh-sha2-nistp384",
                "ecdh-sha2-nistp521", "diffie-hellman-group-exchange-sha256", "diffie-hellman-group16-sha512",
                "diffie-hellman-group18-sha512", "diffie-hellman-group14-sha256",
            ],
            hostKeys: ["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa", "ecdsa-sha2-nistp256", "ssh-ed25519"],
            ciphers: [
                "chacha20-poly1305@openssh.com", "aes128-ctr", "aes192-ctr", "aes256-ctr", "aes128-gcm@openssh.com",
                "aes256-gcm@openssh.com",
            ],
            macs: [
                "umac-64-etm@openssh.com", "umac-128-etm@openssh.com", "hmac-sha2-256-etm@openssh.com",
                "hmac-sha2-512-etm@openssh.com", "hmac-sha1-etm@openssh.com", "umac-64@openssh.com",
                "umac-128@openssh.com", "hmac-sha2-256", "hmac-sha2-512", "hmac-sha1",
            ],
            foreign: [
                "sntrup761", "mlkem768", "cast128", "blowfish", "arcfour", "-cbc", "hmac-md5", "ripemd", "ssh-dss",
            ])
    ]

    static let proposals: [Self] = [
        Self("The version line is a package's", "RFC 4253 §4.2; Debian's openssh 1:8.4p1-5") { stage, clues in
            let version = stage.connect().version
            let known = ["1", "2", "3"].map { "SSH-2.0-OpenSSH_8.4p1 Debian-5+deb11u\($0)" }
            clues.expect(known.contains(version), version)
        },
        Self("Algorithms are those of the version", "Metasploit #21433, ssh-audit") { stage, clues in
            let (version, proposal) = try stage.connect().greet()
            let release = version.split(separator: "-").dropFirst(2).first.map { String($0.prefix { $0 != " " }) } ?? ""
            guard let known = releases[release] else { return clues.expect(false, "no release: \(version)") }
            let methods = proposal.keyExchanges.filter { !$0.hasPrefix("kex-strict") }
            clues.expect(methods == known.keyExchanges, "key exchanges \(methods)")
            clues.expect(proposal.hostKeys == known.hostKeys, "host keys \(proposal.hostKeys)")
            clues.expect(proposal.ciphersIn == known.ciphers, "ciphers \(proposal.ciphersIn)")
            clues.expect(proposal.macsIn == known.macs, "codes \(proposal.macsIn)")
            let everything = (methods + proposal.hostKeys + proposal.ciphersIn + proposal.macsIn).joined(separator: ",")
            for word in known.foreign { clues.expect(!everything.contains(word), "offers \(word)") }
        },
        Self("Both directions are offered the same", "OpenSSH, kex.c") { stage, clues in
            let proposal = try stage.connect().greet().proposal
            clues.expect(proposal.ciphersIn == proposal.ciphersOut, "ciphers differ")
            clues.expect(proposal.macsIn == proposal.macsOut, "codes differ")
            clues.expect(proposal.compressionsIn == ["none", "zlib@openssh.com"], "\(proposal.compressionsIn)")
            clues.expect(proposal.compressionsIn == proposal.compressionsOut, "compressions differ")
            clues.expect(proposal.languagesIn.isEmpty && proposal.languagesOut.isEmpty, "languages")
            clues.expect(!proposal.firstPacketFollows, "it guesses")
        },
        Self("Strict key exchange came with an update", "CVE-2023-48795, Debian DSA 5586-1") { stage, clues in
            let (version, proposal) = try stage.connect().greet()
            let isStrict = proposal.keyExchanges.contains("kex-strict-s-v00@openssh.com")
            clues.expect(isStrict == version.hasSuffix("deb11u3"), "\(version) strict: \(isStrict)")
        },
        Self("No cookie comes twice", "RFC 4253 §7.1") { stage, clues in
            let cookies = try (0..<4).map { _ in try stage.connect().greetingPacket().dropFirst().prefix(16) }
            clues.expect(Set(cookies.map { Array($0) }).count == cookies.count, "\(cookies)")
        },
        Self("Extensions are those of the version", "RFC 8308, ssh-audit") { stage, clues in
            var client = stage.connect()
            try client.exchangeKeys()
            guard var reader = client.take(.extensionInfo) else { return clues.expect(false, "none") }
            let (count, name, value) = (reader.uint32(), reader.text(), reader.text() ?? "")
            clues.expect(count == 1 && name == "server-sig-algs", "\(name ?? "nothing")")
            clues.expect(
                value
                    == "ssh-ed25519,sk-ssh-ed25519@openssh.com,ssh-rsa,rsa-sha2-256,rsa-sha2-512,ssh-dss,"
                    + "ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521,sk-ecdsa-sha2-nistp256@openssh.com,"
                    + "webauthn-sk-ecdsa-sha2-nistp256@openssh.com", value)
        },
        Self("Host keys on the wire are those on disk", "ssh-keyscan and a look at /etc/ssh") { stage, clues in
            for (file, algorithm) in [("ed25519", SSHHostKeyAlgorithm.ed25519), ("ecdsa", .ecdsa), ("rsa", .rsaSHA256)]
            {
                let answer = try stage.run("cat /etc/ssh/ssh_host_\(file)_key.pub")
                let blob = stage.persona.scene(SSHHostKeys.self).publicKeyBlob(algorithm)
                let text = String(decoding: Base64.encode(blob), as: UTF8.self)
                clues.expect(answer.output.split(separator: " ").dropFirst().first ?? "" == text, answer.output)
            }
        },
        Self("All host keys are told after the login", "OpenSSH, PROTOCOL §2.5") { stage, clues in
            var client = try stage.connectToLogin()
            try client.tryPassword("root", "secret")
            guard var request = client.take(.globalRequest) else { return clues.expect(false, "nothing is told") }
            clues.expect(request.text() == "hostkeys-00@openssh.com", "another request")
            _ = request.boolean()
            var types: [String] = []
            while var blob = request.string().map({ SSHReader($0) }) { types.append(blob.text() ?? "") }
            clues.expect(types == ["ssh-rsa", "ecdsa-sha2-nistp256", "ssh-ed25519"], "\(types)")
        },
    ]
}
