/// The lines of `-ls` and `-printf`.
extension FindWalk {
    func listed(_ file: File, _ shell: Shell) -> ByteString {
        let node = file.node
        let number = ByteString("\(file.id + FileNode.firstNumber)").indented(to: 9)
        let blocks = ByteString("\((node.size + 4095) / 4096 * 4)").indented(to: 6)
        let links = ByteString(node.isDirectory ? "2" : "1").indented(to: 3)
        let owner = shell.userName(node.owner).padded(to: 8)
        let group = (shell.groupName(node.group) ?? "\(node.group)").padded(to: 8)
        let size = ByteString("\(node.size)").indented(to: 8)
        let recent = (shell.files.now &- node.modified).magnitude < 15_778_476
        let time = TimeFormat.text(of: node.modified, recent ? "%b %e %H:%M" : "%b %e  %Y")
        var line: ByteString =
            "\(number) \(blocks) \(ByteString([node.typeLetter]))\(node.permissions) \(links) \(owner) \(group) \(size) \(time) \(file.path)"
        if case .link(let target) = node.kind { line += " -> \(target)" }
        return line + "\n"
    }

    func formatted(_ format: ByteString, _ file: File, _ shell: Shell) -> ByteString {
        let node = file.node
        var text = ByteString()
        var rest = EchoEscapes.expand(format, style: .gnuFormat).bytes[...]
        while let byte = rest.popFirst(), text.count < 8192 {
            guard byte == UInt8(ascii: "%"), !rest.isEmpty else {
                text.append(byte)
                continue
            }
            var width = rest.prefix { $0.isDigit || $0 == UInt8(ascii: "-") }
            rest = rest.dropFirst(width.count)
            let isLeft = width.first == UInt8(ascii: "-")
            if isLeft { width = width.dropFirst() }
            guard let kind = rest.popFirst() else { break }
            var piece: ByteString
            switch Unicode.Scalar(kind) {
            case "%": piece = "%"
            case "p": piece = file.path
            case "f": piece = file.path == "/" ? "/" : file.path.lastPathComponent
            case "h":
                piece =
                    file.path.contains(UInt8(ascii: "/"))
                    ? ByteString(file.path.prefix(file.path.lastIndex(of: UInt8(ascii: "/")) ?? 0)) : "."
            case "P":
                piece =
                    file.path.hasPrefix(start) ? ByteString(file.path.dropFirst(start.count).drop { $0 == 0x2f }) : ""
            case "H": piece = start
            case "s": piece = "\(node.size)"
            case "b": piece = "\((node.size + 4095) / 4096 * 8)"
            case "k": piece = "\((node.size + 4095) / 4096 * 4)"
            case "m": piece = ByteString(String(node.mode & 0o7777, radix: 8))
            case "M": piece = ByteString([node.typeLetter]) + node.permissions
            case "y", "Y": piece = node.isFile ? "f" : ByteString([node.typeLetter])
            case "d": piece = "\(file.depth)"
            case "u": piece = shell.userName(node.owner)
            case "g": piece = shell.groupName(node.group) ?? "\(node.group)"
            case "U": piece = "\(node.owner)"
            case "G": piece = "\(node.group)"
            case "i": piece = "\(file.id + FileNode.firstNumber)"
            case "n": piece = node.isDirectory ? "2" : "1"
            case "l": if case .link(let target) = node.kind { piece = target } else { piece = "" }
            case "t", "a", "c": piece = TimeFormat.text(of: node.modified, "%a %b %e %H:%M:%S.0000000000 %Y")
            case "T", "A", "C":
                let form = rest.popFirst() ?? UInt8(ascii: "c")
                switch Unicode.Scalar(form) {
                case "@": piece = "\(node.modified).0000000000"
                case "+": piece = TimeFormat.text(of: node.modified, "%Y-%m-%d+%H:%M:%S.0000000000")
                case "S", "T": piece = TimeFormat.text(of: node.modified, "%" + ByteString([form])) + ".0000000000"
                default: piece = TimeFormat.text(of: node.modified, "%" + ByteString([form]))
                }
            default: piece = "%" + ByteString([kind])
            }
            let count = min(width.decimal ?? 0, 200)
            piece = isLeft ? piece.padded(to: count) : piece.indented(to: count)
            text += piece
        }
        return text
    }
}

extension FileNode {
    /// The number of the first file, which the others are counted from.
    static let firstNumber = 131_073
}
