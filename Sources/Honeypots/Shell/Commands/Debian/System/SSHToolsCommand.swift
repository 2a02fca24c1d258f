/// `ssh` and `ssh-keygen`, as far as they tell of this machine: their version, and fingerprints of keys that are there.
struct SSHToolsCommand: ShellCommand {
    static let names: [ByteString] = ["ssh", "ssh-keygen"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        if words[0] == "ssh", words.dropFirst().first == "-V" {
            let version = SSHDress.openSSH(shell.visit.persona).version.dropFirst("SSH-2.0-".count)
            // Debian took the last release of OpenSSL 1.1.1 in with 11.8, as it did the third update of OpenSSH later.
            let library = version.hasSuffix("u1") ? "1.1.1n  15 Mar 2022" : "1.1.1w  11 Sep 2023"
            shell.print("\(ByteString(String(version))), OpenSSL \(ByteString(library))\n", to: 2)
            return .success
        }
        guard words[0] == "ssh-keygen", let path = fingerprintPath(words.dropFirst()) else {
            return AnswerCommand.run(words, in: &shell)
        }
        return fingerprint(path, &shell)
    }

    /// The file of `-lf FILE` and `-l -f FILE`.
    private static func fingerprintPath(_ words: ArraySlice<ByteString>) -> ByteString? {
        var tells = false
        var path: ByteString?
        var rest = words
        while let word = rest.popFirst(), word.first == UInt8(ascii: "-") {
            if word.contains(UInt8(ascii: "l")) { tells = true }
            if word.last == UInt8(ascii: "f") { path = rest.popFirst() }
        }
        return tells ? path : nil
    }

    private static func fingerprint(_ path: ByteString, _ shell: inout Shell) -> CommandOutcome {
        let id: Int
        do {
            id = try shell.files.find(path, from: shell.scope.directory)
            try shell.files.check(.read, id)
        } catch {
            shell.print("ssh-keygen: \(path): \(error.message)\r\n", to: 2)
            return .exit(255)
        }
        // A private key is known by the public one beside it.
        let beside = try? shell.files.find(path + ".pub", from: shell.scope.directory)
        let lines = shell.contents(of: beside ?? id, range: 0..<65_536).lines
        var isKey = false
        for line in lines {
            let words = ByteString(line).words
            guard words.count > 1, let key = Base64.decode(words[1].bytes).flatMap({ try? SSHPublicKey(blob: $0) })
            else {
                continue
            }
            isKey = true
            let kind = key.type.split(separator: "-").dropFirst(key.type.hasPrefix("ssh-") ? 1 : 0).first ?? ""
            let comment = words.count > 2 ? words[2] : "no comment"
            shell.print(
                "\(key.bits ?? 1024) \(ByteString(key.fingerprint)) \(comment) (\(ByteString(kind.uppercased())))\n"
            )
        }
        if isKey { return .success }
        shell.print("\(path) is not a public key file.\r\n", to: 2)
        return .exit(255)
    }
}
