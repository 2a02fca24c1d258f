/// All host keys of a server, told and proved (OpenSSH, PROTOCOL §2.5).
extension SSHTransport {
    /// One algorithm for each key, in the order OpenSSH loads them.
    private static let keys: [(algorithm: String, type: String)] = [
        ("rsa-sha2-512", "ssh-rsa"), ("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256"), ("ssh-ed25519", "ssh-ed25519"),
    ]

    private var ownKeys: [(algorithm: SSHHostKeyAlgorithm, blob: [UInt8])] {
        Self.keys.compactMap { key in
            SSHHostKeyAlgorithm(rawValue: key.algorithm).map { ($0, hostKeys.publicKeyBlob($0)) }
        }
    }

    /// The request that tells them.
    var hostKeyAnnouncement: [UInt8] {
        var writer = SSHWriter(.globalRequest)
        writer.append("hostkeys-00@openssh.com")
        writer.append(false)
        for key in ownKeys { writer.append(string: key.blob) }
        return writer.bytes
    }

    /// Times that a connection gets proofs: clients ask once, and each time costs as much as a key exchange.
    private static let mostProofs = 4

    /// Signatures by the keys that were asked for; nil when one of them is none of ours, or was asked for too often.
    mutating func hostKeyProofs(_ reader: inout SSHReader) throws(SSHViolation) -> [UInt8]? {
        proofs += 1
        guard proofs <= Self.mostProofs else { return nil }
        var answer = SSHWriter()
        let keys = ownKeys
        var asked = 0
        while !reader.isAtEnd {
            guard let blob = reader.string() else { throw .silent("malformed hostkeys-prove") }
            asked += 1
            guard asked <= keys.count, let key = keys.first(where: { $0.blob == blob }) else { return nil }
            var signed = SSHWriter()
            signed.append("hostkeys-prove-00@openssh.com")
            signed.append(string: sessionID)
            signed.append(string: blob)
            guard let signature = try? hostKeys.sign(signed.bytes, key.algorithm) else { return nil }
            answer.append(string: signature)
        }
        return answer.bytes
    }
}
