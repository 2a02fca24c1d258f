struct WgetCommand: ShellCommand {
    static let names: [ByteString] = ["wget"]
    static let usage: ByteString = "wget [-csq] [-O FILE] [-Y on/off] [-P DIR] [-U AGENT] URL"

    private static let long: [ByteString: UInt8] = [
        "continue": UInt8(ascii: "c"), "spider": UInt8(ascii: "s"), "quiet": UInt8(ascii: "q"),
        "output-document": UInt8(ascii: "O"),
        "directory-prefix": UInt8(ascii: "P"), "proxy": UInt8(ascii: "Y"), "user-agent": UInt8(ascii: "U"),
        "no-check-certificate": UInt8(ascii: "n"), "header": UInt8(ascii: "H"), "post-data": UInt8(ascii: "D"),
        "timeout": UInt8(ascii: "T"), "tries": UInt8(ascii: "t"),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "csqnSO:P:Y:U:T:t:H:D:o:", long: long, in: &shell) else { return .failure }
        guard !options.operands.isEmpty else { return showUsage(in: &shell) }
        var status: UInt8 = 0
        for operand in options.operands {
            guard let url = RemoteURL(operand) else {
                status = 1
                shell.print("wget: not an http or ftp url: \(operand)\n", to: 2)
                continue
            }
            shell.recordFetch(url.text, words: words)
            if !fetch(url, options, &shell) { status = 1 }
        }
        return .exit(status)
    }

    private static func fetch(_ url: RemoteURL, _ options: CommandOptions, _ shell: inout Shell) -> Bool {
        guard let address = shell.resolve(url.host) else {
            shell.print("wget: bad address '\(url.host)'\n", to: 2)
            return false
        }
        let isQuiet = options.has("q")
        if !isQuiet {
            shell.print(
                "Connecting to \(url.host)\(url.port == 80 ? "" : ":\(url.port)") (\(address):\(url.port))\n", to: 2)
        }
        guard shell.answers(address) else {
            shell.print("wget: can't connect to remote host (\(address)): Connection refused\n", to: 2)
            return false
        }
        // A round trip or two, and the transfer.
        _ = shell.pass(.milliseconds(420))
        if options.has("s") { return true }
        let output = options.argument("O")
        if output == "-" {
            let content = shell.madeUpContent(of: url)
            shell.recordDownload(url.text, to: "/dev/stdout")
            shell.print(content)
            if !isQuiet { progress("-", content.count, &shell) }
            return true
        }
        let path = output ?? options.argument("P").map { $0.appending(url.fileName) } ?? url.fileName
        if output == nil, !options.has("c"), (try? shell.place(path).id) != nil {
            shell.print("wget: can't open '\(path)': File exists\n", to: 2)
            return false
        }
        do {
            let size = try shell.storeDownload(url, at: path)
            if !isQuiet { progress(path.lastPathComponent, size, &shell) }
            return true
        } catch {
            shell.print("wget: can't open '\(path)': \(error.message)\n", to: 2)
            return false
        }
    }

    private static func progress(_ name: ByteString, _ size: Int, _ shell: inout Shell) {
        let shown =
            size < 100_000 ? ByteString("\(size)").indented(to: 6) : ByteString("\(size / 1024)k").indented(to: 6)
        shell.print(
            "\r\(ByteString(name.prefix(20)).padded(to: 20)) 100% |*******************************|\(shown)   0:00:00 ETA\n",
            to: 2)
    }
}
