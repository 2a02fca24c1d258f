/// `file`: what kinds of bytes a file holds.
struct FileTypeCommand: ShellCommand {
    static let names: [ByteString] = ["file"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let long: [GNUOptions.Long] = [
            .init("brief", "b"), .init("mime-type", "i"), .init("mime", "i"), .init("dereference", "L"),
        ]
        guard case .options(let options) = GNUOptions.read(words, "biLszkvhN", long, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        if options.has("v") {
            shell.print("file-5.39\nmagic file from /etc/magic:/usr/share/misc/magic\n")
            return .success
        }
        guard !options.operands.isEmpty else {
            shell.print("Usage: file [-bcCdEhikLlNnprsSvzZ0] [--apple] [--extension] [--mime-encoding]\n", to: 2)
            return .failure
        }
        let width = options.operands.map(\.count).max() ?? 0
        for operand in options.operands {
            let head = options.has("b") ? "" : (operand + ":").padded(to: width + 2)
            let kind: ByteString
            do {
                let id = try shell.files.find(operand, from: shell.scope.directory, follow: options.has("L"))
                kind = self.kind(of: id, shell)
            } catch {
                kind = "cannot open `\(operand)' (\(error.message))"
            }
            shell.print(head + kind + "\n")
        }
        return .success
    }

    private static func kind(of id: Int, _ shell: Shell) -> ByteString {
        let node = shell.files[id]
        switch node.kind {
        case .directory: return node.mode & 0o1000 != 0 ? "sticky, directory" : "directory"
        case .link(let target):
            return
                "\((try? shell.files.find(target, from: shell.scope.directory)) == nil ? "broken " : "")symbolic link to \(target)"
        case .device(let device):
            return "\(device.isBlock ? "block" : "character") special (\(device.major)/\(device.minor))"
        case .pipe: return "fifo (named pipe)"
        case .socket: return "socket"
        case .file: return content(shell.contents(of: id, range: 0..<65_536), node)
        }
    }

    private static func content(_ bytes: [UInt8], _ node: FileNode) -> ByteString {
        if bytes.isEmpty { return "empty" }
        if bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46]), bytes.count > 20 {
            let bits = bytes[4] == 2 ? "64" : "32"
            let order = bytes[5] == 2 ? "MSB" : "LSB"
            let machines: [UInt16: ByteString] = [
                3: "Intel 80386", 8: "MIPS, MIPS-I", 40: "ARM, EABI5", 62: "x86-64", 183: "ARM aarch64",
            ]
            let code =
                bytes[5] == 2 ? UInt16(bytes[18]) << 8 | UInt16(bytes[19]) : UInt16(bytes[19]) << 8 | UInt16(bytes[18])
            let machine = machines[code] ?? "unknown arch 0x\(String(code, radix: 16))"
            if node.origin == nil, code == 62 {
                return
                    "ELF 64-bit LSB pie executable, x86-64, version 1 (SYSV), dynamically linked, interpreter /lib64/ld-linux-x86-64.so.2, for GNU/Linux 3.2.0, stripped"
            }
            return "ELF \(bits)-bit \(order) executable, \(machine), version 1 (SYSV), statically linked, stripped"
        }
        let magics: [([UInt8], ByteString)] = [
            ([0x1f, 0x8b], "gzip compressed data"), ([0x50, 0x4b, 3, 4], "Zip archive data, at least v2.0 to extract"),
            (Array("%PDF-".utf8), "PDF document"), ([0x89, 0x50, 0x4e, 0x47], "PNG image data"),
            (Array("BZh".utf8), "bzip2 compressed data, block size = 900k"),
            ([0xfd, 0x37, 0x7a, 0x58], "XZ compressed data"),
            (Array("-----BEGIN OPENSSH PRIVATE KEY".utf8), "OpenSSH private key"),
        ]
        if let magic = magics.first(where: { bytes.starts(with: $0.0) }) { return magic.1 }
        let isText = !bytes.contains { $0 < 0x07 || (0x0e..<0x20).contains($0) && $0 != 0x1b || $0 == 0x7f }
        guard isText else { return "data" }
        let isASCII = !bytes.contains { $0 >= 0x80 }
        var text: ByteString =
            isASCII
            ? "ASCII text" : String(validating: bytes, as: UTF8.self) != nil ? "UTF-8 Unicode text" : "ISO-8859 text"
        if bytes.starts(with: "#!".utf8) {
            let line = ByteString(bytes.dropFirst(2).prefix { $0 != 0x0a }.drop { $0.isBlank })
            let name = line.words.first?.lastPathComponent ?? ""
            if name == "bash" { return "Bourne-Again shell script, \(text) executable" }
            if name == "sh" || name == "dash" { return "POSIX shell script, \(text) executable" }
            return "a \(line) script, \(text) executable"
        }
        let lines = bytes.lines
        if lines.count > 1, let first = lines.first {
            let commas = first.count { $0 == UInt8(ascii: ",") }
            if commas >= 2, lines.prefix(10).allSatisfy({ line in line.count { $0 == UInt8(ascii: ",") } == commas }) {
                return "CSV text"
            }
        }
        if lines.contains(where: { $0.count > 300 }) { text += ", with very long lines" }
        if bytes.contains(0x0d) { text += ", with CRLF line terminators" }
        if !bytes.contains(0x0a) { text += ", with no line terminators" }
        return text
    }
}
