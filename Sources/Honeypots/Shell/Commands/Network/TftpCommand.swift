struct TftpCommand: ShellCommand {
    static let names: [ByteString] = ["tftp"]
    static let usage: ByteString = "tftp [OPTIONS] HOST [PORT]"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        // `-c get FILE` is another tftp's way, but scripts use it here too.
        let isOther = words.contains("-c")
        let words = words.filter { $0 != "-c" }
        guard var options = options(words, "gpl:r:b:", in: &shell) else { return .failure }
        var remote = options.argument("r")
        if isOther, let get = options.operands.firstIndex(where: { $0 == "get" || $0 == "put" }) {
            let files = options.operands[(get + 1)...]
            remote = files.first ?? remote
            options.operands = Array(options.operands[..<get])
        }
        guard let host = options.operands.first, let remote = remote ?? options.argument("l") else {
            return showUsage(in: &shell)
        }
        let port = options.operands.dropFirst().first?.decimal ?? 69
        let local = options.argument("l") ?? remote.lastPathComponent
        let url = RemoteURL(scheme: "tftp", host: host, port: (1...65_535).contains(port) ? port : 69, path: remote)
        if !options.has("p") { shell.recordFetch(url.text, words: words) }
        guard let address = shell.resolve(host) else { return shell.fail(words[0], "bad address '\(host)'") }
        guard shell.answers(address), !isOther else {
            // Nobody answers, however often it asks.
            _ = shell.pass(.seconds(5))
            return shell.fail(words[0], "timeout")
        }
        _ = shell.pass(.milliseconds(600))
        if options.has("p") { return .success }
        do {
            _ = try shell.storeDownload(url, at: local)
            return .success
        } catch {
            return shell.fail(words[0], "can't open '\(local)': \(error.message)")
        }
    }
}
