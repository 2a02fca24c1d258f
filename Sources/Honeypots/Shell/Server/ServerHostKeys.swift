/// The files of the host keys that the SSH server really uses; the private halves are of the right form and no keys.
enum ServerHostKeys {
    struct Key: Sendable {
        /// "ed25519".
        var name: String
        /// A line as in ssh_host_ed25519_key.pub.
        var publicLine: String
        /// The file of the private half: of the right form and length, and no key.
        var privateText: String
    }

    static func of(_ persona: Persona) -> [Key] {
        let keys = persona.scene(SSHHostKeys.self)
        let files: [(String, SSHHostKeyAlgorithm, Int)] = [
            ("rsa", .rsaSHA256, 1_840), ("ecdsa", .ecdsa, 350), ("ed25519", .ed25519, 252),
        ]
        return files.map { name, algorithm, secret in
            var generator = persona.generator(for: "host key file \(name)")
            let blob = text(keys.publicKeyBlob(algorithm))
            return Key(
                name: name, publicLine: "\(algorithm.keyType) \(blob) root@\(persona.hostname)\n",
                privateText: privateText(secret, &generator))
        }
    }

    private static func privateText(_ length: Int, _ generator: inout SeededGenerator) -> String {
        let head = Array("openssh-key-v1\0".utf8) + [0, 0, 0, 4] + "none".utf8 + [0, 0, 0, 4] + "none".utf8
        let body = text(head + [0, 0, 0, 0, 0, 0, 0, 1] + generator.bytes(length))
        var rows = ""
        var rest = body[...]
        while !rest.isEmpty {
            rows += rest.prefix(70) + "\n"
            rest = rest.dropFirst(70)
        }
        return "-----BEGIN OPENSSH PRIVATE KEY-----\n\(rows)-----END OPENSSH PRIVATE KEY-----\n"
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: Base64.encode(bytes), as: UTF8.self) }
}
