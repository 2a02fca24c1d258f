/// `ftpget` and `ftpput`.
struct FtpgetCommand: ShellCommand {
    static let names: [ByteString] = ["ftpget", "ftpput"]
    static let usage: ByteString = "ftpget [OPTIONS] HOST LOCAL_FILE REMOTE_FILE"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "cvu:p:P:", in: &shell) else { return .failure }
        guard options.operands.count >= 2 else { return showUsage(in: &shell) }
        let host = options.operands[0]
        let (local, remote) = (
            options.operands[1], options.operands.count > 2 ? options.operands[2] : options.operands[1]
        )
        let port = options.argument("P")?.decimal ?? 21
        let url = RemoteURL(scheme: "ftp", host: host, port: (1...65_535).contains(port) ? port : 21, path: remote)
        if words[0] == "ftpget" { shell.recordFetch(url.text, words: words) }
        guard let address = shell.resolve(host) else { return shell.fail(words[0], "bad address '\(host)'") }
        if options.has("v") { shell.print("Connecting to \(host) (\(address):\(url.port))\n", to: 2) }
        guard shell.answers(address) else {
            return shell.fail(words[0], "can't connect to remote host (\(address)): Connection refused")
        }
        _ = shell.pass(.milliseconds(700))
        if words[0] == "ftpput" { return .success }
        do {
            _ = try shell.storeDownload(url, at: local)
            return .success
        } catch {
            return shell.fail(words[0], "can't open '\(local)': \(error.message)")
        }
    }
}
