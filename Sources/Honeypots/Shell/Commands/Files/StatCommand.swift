struct StatCommand: ShellCommand {
    static let names: [ByteString] = ["stat"]
    static let usage: ByteString = "stat [OPTIONS] FILE..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "Lfltc:", in: &shell) else { return .failure }
        guard !options.operands.isEmpty else { return showUsage(in: &shell) }
        var status: UInt8 = 0
        for operand in options.operands {
            guard let id = try? shell.files.find(operand, from: shell.scope.directory, follow: options.has("L")) else {
                shell.print("stat: can't stat '\(operand)': No such file or directory\n", to: 2)
                status = 1
                continue
            }
            let node = shell.files[id]
            if let format = options.argument("c") {
                shell.print(formatted(format, operand, node) + "\n")
            } else {
                shell.print(described(operand, id, node, shell.device.zone))
            }
        }
        return .exit(status)
    }

    private static func octal(_ mode: UInt16) -> ByteString {
        let digits = String(mode, radix: 8)
        return ByteString(String(repeating: "0", count: max(0, 4 - digits.count)) + digits)
    }

    private static func formatted(_ format: ByteString, _ name: ByteString, _ node: FileNode) -> ByteString {
        var text = ByteString()
        var rest = format[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%"), let letter = rest.popFirst() else {
                text.append(byte)
                continue
            }
            switch letter {
            case UInt8(ascii: "n"): text += name
            case UInt8(ascii: "s"): text += "\(node.size)"
            case UInt8(ascii: "a"): text += "\(String(node.mode, radix: 8))"
            case UInt8(ascii: "A"): text += ByteString([node.typeLetter]) + node.permissions
            case UInt8(ascii: "u"): text += "\(node.owner)"
            case UInt8(ascii: "g"): text += "\(node.group)"
            case UInt8(ascii: "U"), UInt8(ascii: "G"): text += node.owner == 0 ? "root" : "UNKNOWN"
            case UInt8(ascii: "Y"), UInt8(ascii: "X"), UInt8(ascii: "Z"): text += "\(node.modified)"
            default: text.append(letter)
            }
        }
        return text
    }

    private static func described(_ name: ByteString, _ id: Int, _ node: FileNode, _ zone: TimeZoneDress) -> ByteString
    {
        let kind: ByteString =
            switch node.kind {
            case .directory: "directory"
            case .file: node.size == 0 ? "regular empty file" : "regular file"
            case .link: "symbolic link"
            case .device(let device): device.isBlock ? "block special file" : "character special file"
            case .pipe: "fifo"
            case .socket: "socket"
            }
        let time = CivilTime(seconds: Int(node.modified) + zone.offset).iso + ".000000000"
        let blocks = "\((node.size + 4095) / 4096 * 8)" as ByteString
        return
            """
              File: \(name)
              Size: \(ByteString("\(node.size)").padded(to: 10))\tBlocks: \(blocks.padded(to: 10)) IO Block: 4096   \(kind)
            Device: 1f03h/7939d	Inode: \(ByteString("\(id + 21)").padded(to: 10))  Links: \(node.isDirectory ? 2 : 1)
            Access: (\(octal(node.mode))/\(ByteString([node.typeLetter]))\(node.permissions))  Uid: (\(ByteString("\(node.owner)").indented(to: 5))/    root)   Gid: (\(ByteString("\(node.group)").indented(to: 5))/    root)
            Access: \(time)
            Modify: \(time)
            Change: \(time)

            """
    }
}
