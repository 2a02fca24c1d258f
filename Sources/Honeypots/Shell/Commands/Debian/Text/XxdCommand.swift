/// `xxd` of vim.
struct XxdCommand: ShellCommand {
    static let names: [ByteString] = ["xxd"]

    private struct Settings {
        var columns: Int?
        var group: Int?
        var most: Int?
        var seek = 0
        var offset = 0
        var (isPlain, isReverse, isBits, isSource, isUpper, isLittle, isDecimal, skipsZeros) =
            (false, false, false, false, false, false, false, false)
    }

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        var settings = Settings()
        var rest = words.dropFirst()
        while let word = rest.first, word.count > 1, word[0] == UInt8(ascii: "-") {
            rest.removeFirst()
            let name = ByteString(word.drop { $0 == UInt8(ascii: "-") })
            if word == "--" { break }
            if name.hasPrefix("ps") || name == "p" || name == "plain" || name == "postscript" {
                settings.isPlain = true
                continue
            }
            // Numbers stand behind their letters or in the next word.
            func number() -> Int? {
                let own = ByteString(name.dropFirst(name.hasPrefix("cols") || name.hasPrefix("seek") ? 4 : 1))
                let text = own.isEmpty ? rest.popFirst() ?? "" : own
                let digits = text.first == UInt8(ascii: "+") ? ByteString(text.dropFirst()) : text
                return digits.hasPrefix("0x") ? Int(digits.text.dropFirst(2), radix: 16) : digits.decimal
            }
            switch Unicode.Scalar(name.first ?? 0) {
            case "v":
                shell.print("xxd V1.10 27oct98 by Juergen Weigert\n", to: 2)
                return .success
            case "c": settings.columns = number()
            case "g": settings.group = number()
            case "l": settings.most = number()
            case "s": settings.seek = number() ?? 0
            case "o": settings.offset = number() ?? 0
            case "r": settings.isReverse = true
            case "b": settings.isBits = true
            case "i": settings.isSource = true
            case "u": settings.isUpper = true
            case "e": settings.isLittle = true
            case "d": settings.isDecimal = true
            case "a": settings.skipsZeros = true
            case "C", "E": continue
            default:
                shell.print("Usage:\n       xxd [options] [infile [outfile]]\n", to: 2)
                return .failure
            }
        }
        let path = rest.first ?? "-"
        let bytes: [UInt8]
        do {
            switch try shell.read(operand: path) {
            case .bytes(let all): bytes = all
            case .terminal: return .collectingInput
            case .endless:
                guard let most = settings.most, let id = try? shell.files.find(path, from: shell.scope.directory)
                else { return .endless }
                bytes = shell.contents(of: id, range: 0..<max(0, min(most, Shell.mostReadBytes)))
            }
        } catch {
            return shell.fail("xxd", "\(path): \(error.message)", status: 2)
        }
        guard shell.charge(bytes.count * 4) else { return .endless }
        var result: [UInt8]
        if settings.isReverse {
            result = reversed(bytes, isPlain: settings.isPlain)
        } else {
            let start = settings.seek >= 0 ? settings.seek : max(0, bytes.count + max(settings.seek, -bytes.count))
            let part = Array(bytes.dropFirst(start).prefix(max(0, settings.most ?? Int.max)))
            result = dumped(part, from: start, path, settings).bytes
        }
        if let target = rest.dropFirst().first {
            do {
                try shell.store(result, at: target)
            } catch {
                return shell.fail("xxd", "\(target): \(error.message)", status: 3)
            }
            result = []
        }
        return shell.print(result) || result.isEmpty ? .success : .failure
    }

    private static func dumped(
        _ bytes: [UInt8], from start: Int, _ path: ByteString, _ settings: Settings
    ) -> ByteString {
        let usual = settings.isPlain ? 30 : settings.isSource ? 12 : settings.isBits ? 6 : 16
        let width = max(1, min(256, settings.columns ?? usual))
        let digits = settings.isUpper ? Array("0123456789ABCDEF".utf8) : Array("0123456789abcdef".utf8)
        func hexadecimal(_ byte: UInt8) -> [UInt8] { [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        var text = ByteString()
        if settings.isSource {
            let name = ByteString(path.map { $0.isName ? $0 : UInt8(ascii: "_") })
            if path != "-" { text += "unsigned char \(name)[] = {\n" }
            for start in stride(from: 0, to: bytes.count, by: width) {
                let row = bytes[start..<min(start + width, bytes.count)].map { "0x" + ByteString(hexadecimal($0)) }
                text += "  " + row.joined(by: ", ") + (start + width < bytes.count ? ",\n" : "\n")
            }
            if path != "-" { text += "};\nunsigned int \(name)_len = \(bytes.count);\n" }
            return text
        }
        if settings.isPlain {
            for start in stride(from: 0, to: bytes.count, by: width) {
                text += ByteString(bytes[start..<min(start + width, bytes.count)].flatMap { hexadecimal($0) }) + "\n"
            }
            return text
        }
        let group = max(0, settings.group ?? (settings.isBits ? 1 : settings.isLittle ? 4 : 2))
        let size = group == 0 ? width : min(group, width)
        let cell = settings.isBits ? 8 : 2
        let columns = width * cell + (width + size - 1) / size
        for row in stride(from: 0, to: bytes.count, by: width) {
            let part = bytes[row..<min(row + width, bytes.count)]
            let place = String(start &+ row &+ settings.offset, radix: settings.isDecimal ? 10 : 16)
            var line = ByteString(String(repeating: "0", count: max(0, 8 - place.utf8.count)) + place) + ": "
            var shown = ByteString()
            for first in stride(from: part.startIndex, to: part.endIndex, by: size) {
                let bytes = part[first..<min(first + size, part.endIndex)]
                for byte in settings.isLittle ? Array(bytes.reversed()) : Array(bytes) {
                    if settings.isBits {
                        let bits = String(byte, radix: 2)
                        shown += ByteString(String(repeating: "0", count: 8 - bits.utf8.count) + bits)
                    } else {
                        shown += ByteString(hexadecimal(byte))
                    }
                }
                shown += " "
            }
            line += shown.padded(to: columns) + " "
            text += line + ByteString(part.map { (0x20...0x7e).contains($0) ? $0 : UInt8(ascii: ".") }) + "\n"
        }
        return text
    }

    /// The bytes a dump stands for.
    private static func reversed(_ dump: [UInt8], isPlain: Bool) -> [UInt8] {
        if isPlain {
            var (bytes, half): ([UInt8], UInt8?) = ([], nil)
            for byte in dump {
                guard let value = byte.hexadecimalValue else {
                    half = nil
                    continue
                }
                if let high = half {
                    bytes.append(high << 4 | value)
                    half = nil
                } else {
                    half = value
                }
            }
            return bytes
        }
        var bytes: [UInt8] = []
        for line in dump.lines {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
                let place = Int(String(decoding: line[..<colon], as: UTF8.self), radix: 16),
                place <= Shell.mostReadBytes
            else { continue }
            var rest = line[(colon + 1)...]
            var row: [UInt8] = []
            // Two blanks are the end of the digits.
            rest = rest.drop { $0 == 0x20 }
            while let high = rest.first?.hexadecimalValue, let low = rest.dropFirst().first?.hexadecimalValue,
                row.count < 256
            {
                row.append(high << 4 | low)
                rest = rest.dropFirst(2)
                if rest.first == 0x20 { rest = rest.dropFirst() }
            }
            if place > bytes.count { bytes += [UInt8](repeating: 0, count: place - bytes.count) }
            bytes.replaceSubrange(place..<min(bytes.count, place + row.count), with: row)
        }
        return bytes
    }
}
