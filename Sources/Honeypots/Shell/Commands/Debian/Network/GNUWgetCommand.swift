import ThreatModel

/// `wget` 1.21: fetches nothing, and looks as if it did.
struct GNUWgetCommand: ShellCommand {
    static let names: [ByteString] = ["wget"]

    private static let long: [GNUOptions.Long] = [
        .init("quiet", "q"), .init("output-document", "O", .required), .init("directory-prefix", "P", .required),
        .init("no-check-certificate", "k"), .init("continue", "c"), .init("timeout", "T", .required),
        .init("tries", "t", .required), .init("user-agent", "U", .required), .init("header", "H", .required),
        .init("post-data", "D", .required), .init("spider", "s"), .init("background", "b"), .init("no-verbose", "n"),
        .init("no-cache", "C"), .init("method", "M", .required), .init("limit-rate", "L", .required),
        .init("no-clobber", "N"), .init("version", "V"), .init("recursive", "r"), .init("show-progress", "S"),
        .init("output-file", "o", .required), .init("connect-timeout", "T", .required), .init("no-proxy", "Y"),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let manners = GNUOptions.Manners(
            status: 2, hint: "Usage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options.\n")
        // Letters in pairs like -nc and -nv are no letters of their own.
        let words = words.filter { !["-nc", "-nv", "-nd", "-nH", "-np"].contains($0) || $0 == words[0] }
        guard
            case .options(let options) = GNUOptions.read(
                words, "qO:P:kcT:t:U:bo:SVrl:NmpHD:Q:4" + "6", long, manners, in: &shell)
        else { return .exit(shell.usageStatus) }
        if options.has("V") {
            shell.print(
                "GNU Wget 1.21 built on linux-gnu.\n\n-cares +digest -gpgme +https +ipv6 +iri +large-file -metalink +nls \n+ntlm +opie +psl +ssl/gnutls \n"
            )
            return .success
        }
        guard !options.operands.isEmpty else {
            shell.print(
                "wget: missing URL\nUsage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options.\n", to: 2)
            return .failure
        }
        var status: UInt8 = 0
        for operand in options.operands {
            guard let url = RemoteURL(operand) else {
                let scheme = ByteString(operand.prefix { $0 != UInt8(ascii: ":") })
                shell.print("\(operand): Unsupported scheme ‘\(scheme)’.\n", to: 2)
                status = 1
                continue
            }
            shell.recordFetch(url.text, words: words)
            let result = fetch(url, options, &shell)
            if result != 0 { status = result }
        }
        return .exit(status)
    }

    private static func fetch(_ url: RemoteURL, _ options: GNUOptions, _ shell: inout Shell) -> UInt8 {
        let speaks = !options.has("q")
        func say(_ text: ByteString, _ shell: inout Shell) { if speaks { shell.print(text, to: 2) } }
        let stamp = TimeFormat.text(of: shell.now.seconds, "%Y-%m-%d %H:%M:%S")
        let path: ByteString = url.path.isEmpty ? "/" : url.path
        let usual = url.scheme == "https" ? 443 : url.scheme == "ftp" ? 21 : 80
        let shown: ByteString = "\(url.scheme)://\(url.host)\(url.port == usual ? "" : ":\(url.port)")\(path)"
        say("--\(stamp)--  \(shown)\n", &shell)
        guard let address = shell.resolve(url.host) else {
            say(
                "Resolving \(url.host) (\(url.host))... failed: Temporary failure in name resolution.\nwget: unable to resolve host address '\(url.host)'\n",
                &shell)
            return 4
        }
        let isName = address != url.host
        if isName { say("Resolving \(url.host) (\(url.host))... \(address)\n", &shell) }
        say("Connecting to \(url.host)\(isName ? " (\(url.host))|\(address)|" : ""):\(url.port)... ", &shell)
        guard shell.answers(address) else {
            say("failed: Connection refused.\n", &shell)
            return 4
        }
        _ = shell.pass(.milliseconds(420))
        say("connected.\nHTTP request sent, awaiting response... 200 OK\n", &shell)
        if options.has("s") { return 0 }
        let output = options.argument("O")
        if output == "-" {
            let content = shell.madeUpContent(of: url)
            shell.recordDownload(url.text, to: "/dev/stdout")
            say(
                "Length: \(content.count) (\(content.count.readableSize)) [application/octet-stream]\nSaving to: 'STDOUT'\n\n",
                &shell)
            shell.print(content)
            return 0
        }
        var target = output ?? options.argument("P").map { $0.appending(url.fileName) } ?? url.fileName
        if output == nil, !options.has("c", "N") {
            // A name that is taken gets a number.
            let name = target
            var number = 1
            while let place = try? shell.place(target), place.id != nil, number < 100 {
                target = "\(name).\(number)"
                number += 1
            }
        }
        do {
            let size = try shell.storeDownload(url, at: target)
            say("Length: \(size) (\(size.readableSize)) [application/octet-stream]\nSaving to: '\(target)'\n\n", &shell)
            let rate = max(1, size / 1024)
            let bar = ByteString(target.lastPathComponent.prefix(19)).padded(to: 19)
            say(
                "\(bar) 100%[===================>] \(size.readableSize.indented(to: 7))  --.-KB/s    in 0.1s    \n\n",
                &shell)
            let end = TimeFormat.text(of: shell.now.seconds, "%Y-%m-%d %H:%M:%S")
            say("\(end) (\(rate * 9) KB/s) - '\(target)' saved [\(size)/\(size)]\n\n", &shell)
            return 0
        } catch {
            say("\(target): \(error.message)\n\nCannot write to '\(target)' (\(error.message)).\n", &shell)
            return 3
        }
    }
}
