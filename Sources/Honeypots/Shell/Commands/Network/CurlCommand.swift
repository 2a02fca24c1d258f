struct CurlCommand: ShellCommand {
    static let names: [ByteString] = ["curl"]
    static let place = CommandPlace.program(folder: "/usr/bin")

    private static let long: [ByteString: UInt8] = [
        "output": UInt8(ascii: "o"), "remote-name": UInt8(ascii: "O"), "silent": UInt8(ascii: "s"),
        "insecure": UInt8(ascii: "k"),
        "location": UInt8(ascii: "L"), "fail": UInt8(ascii: "f"), "user-agent": UInt8(ascii: "A"),
        "header": UInt8(ascii: "H"),
        "data": UInt8(ascii: "d"), "request": UInt8(ascii: "X"), "connect-timeout": UInt8(ascii: "m"),
        "max-time": UInt8(ascii: "m"),
        "head": UInt8(ascii: "I"), "include": UInt8(ascii: "i"), "show-error": UInt8(ascii: "S"),
        "version": UInt8(ascii: "V"),
        "user": UInt8(ascii: "u"), "upload-file": UInt8(ascii: "T"), "form": UInt8(ascii: "F"),
        "retry": UInt8(ascii: "r"), "compressed": UInt8(ascii: "G"), "data-binary": UInt8(ascii: "d"),
        "data-raw": UInt8(ascii: "d"), "verbose": UInt8(ascii: "v"), "proxy": UInt8(ascii: "x"),
        "referer": UInt8(ascii: "e"), "cookie": UInt8(ascii: "b"), "progress-bar": UInt8(ascii: "#"),
        "create-dirs": UInt8(ascii: "0"), "ipv4": UInt8(ascii: "4"), "ipv6": UInt8(ascii: "6"),
        "retry-delay": UInt8(ascii: "r"), "socks5": UInt8(ascii: "x"), "tlsv1.2": UInt8(ascii: "0"),
        "fail-early": UInt8(ascii: "0"), "http1.1": UInt8(ascii: "0"), "no-buffer": UInt8(ascii: "N"),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        if words.count == 2, words[1] == "--help" || words[1] == "-h" {
            shell.print("Usage: curl [options...] <url>\n")
            return .success
        }
        let options: CommandOptions
        do {
            options = try CommandOptions(
                words.dropFirst(), "o:OskLfA:H:d:X:m:IiSVu:T:F:r:x:e:b:c:vgN0#GjJ46", long: long)
        } catch {
            let reason: ByteString =
                switch error {
                case .unknown(let option): "option \(option.hasPrefix("--") ? option : "-" + option): is unknown"
                case .missingArgument(let letter): "option -\(ByteString([letter])): requires parameter"
                }
            return shell.fail(
                "curl", "\(reason)\ncurl: try 'curl --help' or 'curl --manual' for more information", status: 2)
        }
        if options.has("V") {
            if shell.visit.kind == .server {
                shell.print(
                    """
                    curl 7.74.0 (x86_64-pc-linux-gnu) libcurl/7.74.0 OpenSSL/1.1.1w zlib/1.2.11 brotli/1.0.9 libidn2/2.3.0 \
                    libpsl/0.21.0 (+libidn2/2.3.0) libssh2/1.9.0 nghttp2/1.43.0 librtmp/2.3
                    Release-Date: 2020-12-09, security patched: 7.74.0-1.3+deb11u13
                    Protocols: dict file ftp ftps gopher http https imap imaps ldap ldaps mqtt pop3 pop3s rtmp rtsp scp sftp \
                    smb smbs smtp smtps telnet tftp\u{20}
                    Features: alt-svc AsynchDNS brotli GSS-API HTTP2 HTTPS-proxy IDN IPv6 Kerberos Largefile libz NTLM \
                    NTLM_WB PSL SPNEGO SSL TLS-SRP UnixSockets

                    """)
                return .success
            }
            shell.print(
                "curl 7.52.1 (\(shell.device.architecture.machineName)-linux) libcurl/7.52.1 OpenSSL/1.0.2k zlib/1.2.8\nProtocols: file ftp ftps http https tftp \n"
            )
            return .success
        }
        guard !options.operands.isEmpty else {
            let lead: ByteString = words.count > 1 ? "no URL specified!\ncurl: " : ""
            return shell.fail(
                "curl", lead + "try 'curl --help' or 'curl --manual' for more information", status: 2)
        }
        var status: UInt8 = 0
        for (index, operand) in options.operands.enumerated() {
            if operand.isEmpty || operand.hasSuffix("://") {
                status = 3
                shell.print("curl: (3) URL using bad/illegal format or missing URL\n", to: 2)
                continue
            }
            if operand.hasPrefix("file://") {
                status = copy(ByteString(operand.dropFirst(7)), options, &shell)
                continue
            }
            guard let url = RemoteURL(operand) else {
                status = 1
                shell.print(
                    "curl: (1) Protocol \"\(operand.prefix { $0 != UInt8(ascii: ":") })\" not supported or disabled in libcurl\n",
                    to: 2)
                continue
            }
            shell.recordFetch(url.text, words: words)
            let output = options.has("O") ? url.fileName : options.all("o").dropFirst(index).first
            status = fetch(url, to: output, options, &shell)
        }
        return .exit(status)
    }

    /// A file of the machine's own, under its URL.
    private static func copy(_ path: ByteString, _ options: CommandOptions, _ shell: inout Shell) -> UInt8 {
        guard case .bytes(let bytes)? = try? shell.read(path: path) else {
            if !options.has("s") || options.has("S") {
                shell.print("curl: (37) Couldn't open file \(path)\n", to: 2)
            }
            return 37
        }
        guard let output = options.argument("o"), output != "-" else {
            shell.print(bytes)
            return 0
        }
        return (try? shell.store(bytes, at: output)) == nil ? 23 : 0
    }

    /// curl's own exit codes.
    private static func fetch(_ url: RemoteURL, to output: ByteString?, _ options: CommandOptions, _ shell: inout Shell)
        -> UInt8
    {
        let speaks = !options.has("s") || options.has("S")
        guard let address = shell.resolve(url.host) else {
            if speaks { shell.print("curl: (6) Could not resolve host: \(url.host)\n", to: 2) }
            return 6
        }
        guard shell.answers(address) else {
            if speaks {
                shell.print("curl: (7) Failed to connect to \(url.host) port \(url.port): Connection refused\n", to: 2)
            }
            return 7
        }
        _ = shell.pass(.milliseconds(380))
        if options.has("I") {
            shell.print("HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nConnection: close\r\n\r\n")
            return 0
        }
        guard let output, output != "-" else {
            shell.recordDownload(url.text, to: "/dev/stdout")
            shell.print(shell.madeUpContent(of: url))
            return 0
        }
        do {
            let size = try shell.storeDownload(url, at: output)
            if !options.has("s") {
                let count = ByteString("\(size)").indented(to: 5)
                shell.print(
                    "  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n                                 Dload  Upload   Total   Spent    Left  Speed\n",
                    to: 2)
                shell.print(
                    "\r100 \(count)  100 \(count)    0     0  \(count)      0 --:--:-- --:--:-- --:--:-- \(count)\n",
                    to: 2)
            }
            return 0
        } catch {
            if speaks {
                shell.print(
                    "Warning: Failed to create the file \(output): \(error.message)\ncurl: (23) Failed writing body (0 != 1024)\n",
                    to: 2)
            }
            return 23
        }
    }
}
