struct TrCommand: ShellCommand {
    static let names: [ByteString] = ["tr"]
    static let usage: ByteString = "tr [-cds] STRING1 [STRING2]"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "+cCds", in: &shell) else { return .failure }
        guard (1...2).contains(options.operands.count) else { return showUsage(in: &shell) }
        let input: [UInt8]
        switch shell.readInput() {
        case .terminal: return .collectingInput
        case .endless: return .endless
        case .bytes(let bytes): input = bytes
        }
        var from = expand(options.operands[0])
        let to = options.operands.count > 1 ? expand(options.operands[1]) : []
        if options.has("c") || options.has("C") {
            let kept = Set(from)
            from = (0...255).filter { !kept.contains($0) }
        }
        var map = (0...255).map { UInt8($0) }
        let sources = Set(from)
        if !options.has("d"), let last = to.last {
            for (index, byte) in from.enumerated() { map[Int(byte)] = index < to.count ? to[index] : last }
        }
        let squeezed = options.has("s") ? Set(options.operands.count > 1 ? to : from) : []
        guard shell.charge(input.count * 2) else { return .failure }
        var output: [UInt8] = []
        output.reserveCapacity(input.count)
        for byte in input {
            if options.has("d"), sources.contains(byte) { continue }
            let byte = options.has("d") ? byte : map[Int(byte)]
            if squeezed.contains(byte), output.last == byte { continue }
            output.append(byte)
        }
        shell.print(output)
        return .success
    }

    /// Ranges, classes and escapes written out.
    private static func expand(_ text: ByteString) -> [UInt8] {
        var rest = EchoEscapes.expand(text, style: .format).bytes[...]
        var bytes: [UInt8] = []
        while let byte = rest.popFirst(), bytes.count < 1024 {
            if byte == UInt8(ascii: "["), rest.first == UInt8(ascii: ":"),
                let known = CharacterClass.all.first(where: { rest.starts(with: ":" + $0.name + ":]") })
            {
                rest = rest.dropFirst(known.name.count + 3)
                bytes += known.ranges.flatMap { Array($0) }
            } else if rest.first == UInt8(ascii: "-"), let end = rest.dropFirst().first, byte <= end {
                rest = rest.dropFirst(2)
                bytes += byte...end
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }
}
