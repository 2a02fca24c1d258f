struct GNUStatCommand: ShellCommand {
    static let names: [ByteString] = ["stat"]

    private static let long: [GNUOptions.Long] = [
        .init("dereference", "L"), .init("file-system", "f"), .init("format", "c", .required),
        .init("printf", "P", .required), .init("terse", "t"),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard case .options(let options) = GNUOptions.read(words, "c:fLt", long, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        guard !options.operands.isEmpty else { return shell.refuse("stat", "missing operand") }
        var status: UInt8 = 0
        for operand in options.operands {
            do {
                let id = try shell.files.find(operand, from: shell.scope.directory, follow: options.has("L"))
                let node = shell.files[id]
                if let format = options.argument("c") {
                    shell.print(text(format, operand, id, node, shell) + "\n")
                } else if let format = options.argument("P") {
                    let expanded = ByteString(EchoEscapes.expand(format, style: .gnuFormat).bytes)
                    shell.print(text(expanded, operand, id, node, shell))
                } else {
                    shell.print(full(operand, id, node, shell))
                }
            } catch {
                status = 1
                shell.print("stat: cannot statx '\(operand)': \(error.message)\n", to: 2)
            }
        }
        return .exit(status)
    }

    private static func kind(_ node: FileNode) -> ByteString {
        switch node.kind {
        case .directory: "directory"
        case .file: node.size == 0 ? "regular empty file" : "regular file"
        case .link: "symbolic link"
        case .device(let device): device.isBlock ? "block special file" : "character special file"
        case .pipe: "fifo"
        case .socket: "socket"
        }
    }

    private static func full(_ path: ByteString, _ id: Int, _ node: FileNode, _ shell: Shell) -> ByteString {
        let name = text("%N", path, id, node, shell)
        let shown =
            name.hasPrefix("'") && !name.contains(UInt8(ascii: ">")) ? path : ByteString(name.filter { $0 != 0x27 })
        let size = text("%s", path, id, node, shell).padded(to: 10)
        let blocks = text("%b", path, id, node, shell).padded(to: 10)
        let octal =
            ByteString(String(repeating: "0", count: max(0, 4 - String(node.mode, radix: 8).utf8.count)))
            + text("%a", path, id, node, shell)
        let time = TimeFormat.text(of: node.modified, "%Y-%m-%d %H:%M:%S.000000000 +0000")
        var text: ByteString = "  File: \(shown)\n  Size: \(size)\tBlocks: \(blocks) IO Block: 4096   \(kind(node))\n"
        text +=
            "Device: 801h/2049d\tInode: \(ByteString("\(id + FileNode.firstNumber)").padded(to: 10))  Links: \(self.text("%h", path, id, node, shell))\n"
        let owner = ByteString("\(node.owner)").indented(to: 5)
        let group = ByteString("\(node.group)").indented(to: 5)
        text +=
            "Access: (\(octal)/\(self.text("%A", path, id, node, shell)))  Uid: (\(owner)/\(shell.userName(node.owner).indented(to: 8)))   Gid: (\(group)/\((shell.groupName(node.group) ?? "UNKNOWN").indented(to: 8)))\n"
        return text + "Access: \(time)\nModify: \(time)\nChange: \(time)\n Birth: \(time)\n"
    }

    private static func text(
        _ format: ByteString, _ path: ByteString, _ id: Int, _ node: FileNode, _ shell: Shell
    ) -> ByteString {
        var text = ByteString()
        var rest = format[...]
        let bytes = node.isDirectory ? 4096 : node.size
        while let byte = rest.popFirst(), text.count < 4096 {
            guard byte == UInt8(ascii: "%"), let letter = rest.popFirst() else {
                text.append(byte)
                continue
            }
            switch letter {
            case UInt8(ascii: "n"): text += path
            case UInt8(ascii: "N"):
                text += "'" + path + "'"
                if case .link(let target) = node.kind { text += " -> '" + target + "'" }
            case UInt8(ascii: "s"): text += "\(bytes)"
            case UInt8(ascii: "a"): text += ByteString(String(node.mode & 0o7777, radix: 8))
            case UInt8(ascii: "A"): text += ByteString([node.typeLetter]) + node.permissions
            case UInt8(ascii: "f"):
                let type: UInt16 = node.isDirectory ? 0x4000 : node.isFile ? 0x8000 : 0xa000
                text += ByteString(String(node.mode | type, radix: 16))
            case UInt8(ascii: "F"): text += kind(node)
            case UInt8(ascii: "u"): text += "\(node.owner)"
            case UInt8(ascii: "g"): text += "\(node.group)"
            case UInt8(ascii: "U"): text += shell.account(node.owner)?.name ?? "UNKNOWN"
            case UInt8(ascii: "G"): text += shell.groupName(node.group) ?? "UNKNOWN"
            case UInt8(ascii: "i"): text += "\(id + FileNode.firstNumber)"
            case UInt8(ascii: "h"):
                text +=
                    node.isDirectory
                    ? "\(2 + shell.files.entries(of: id).values.count { shell.files[$0].isDirectory })" : "1"
            case UInt8(ascii: "b"): text += "\((bytes + 4095) / 4096 * 8)"
            case UInt8(ascii: "B"): text += "512"
            case UInt8(ascii: "o"): text += "4096"
            case UInt8(ascii: "d"): text += "2049"
            case UInt8(ascii: "X"), UInt8(ascii: "Y"), UInt8(ascii: "Z"), UInt8(ascii: "W"): text += "\(node.modified)"
            case UInt8(ascii: "x"), UInt8(ascii: "y"), UInt8(ascii: "z"), UInt8(ascii: "w"):
                text += TimeFormat.text(of: node.modified, "%Y-%m-%d %H:%M:%S.000000000 +0000")
            case UInt8(ascii: "m"): text += shell.files.mount(of: path)?.path ?? "/"
            case UInt8(ascii: "%"): text += "%"
            default: text += "?"
            }
        }
        return text
    }
}
