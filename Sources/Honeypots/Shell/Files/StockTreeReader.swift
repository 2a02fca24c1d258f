import CZlib

/// Unpacks what `script/server-tree` writes: the number of bytes on a line, then base 64 of a zlib stream (RFC 1950) with
/// a table of what nodes have in common and one column for each of their properties. Numbers are LEB128.
struct StockTreeReader {
    /// Numbers of accounts and groups by name.
    var owners: [String: Int]
    var groups: [String: Int]
    /// What stands for the first in names and targets; both without further occurrences of each other.
    var renamed: (from: ByteString, to: ByteString)
    /// What node has which time: the recorded one, 0 for what the installation made, and the node's number.
    var time: (_ recorded: Int64, _ id: Int) -> Int64

    private struct Input {
        let bytes: [UInt8]
        var position = 0

        /// 0 at the end: a cut resource gives a smaller tree, never a trap.
        mutating func number() -> Int {
            var (value, shift) = (0, 0)
            while position < bytes.count, shift < 56 {
                let byte = bytes[position]
                position += 1
                value |= Int(byte & 0x7f) << shift
                if byte < 0x80 { break }
                shift += 7
            }
            return value
        }

        mutating func byte() -> UInt8 {
            guard position < bytes.count else { return 0 }
            defer { position += 1 }
            return bytes[position]
        }

        mutating func text() -> ArraySlice<UInt8> {
            let count = min(number(), bytes.count - position)
            defer { position += count }
            return bytes[position..<position + count]
        }

        mutating func column() -> Input { Input(bytes: Array(text())) }
    }

    /// nil: it is none of these resources.
    func read(_ resource: String) -> StockTree? {
        let lines = resource.utf8.split(separator: 0x0a, maxSplits: 1)
        guard lines.count == 2, let size = Int(String(decoding: lines[0], as: UTF8.self)),
            (1...Self.mostBytes).contains(size),
            let packed = Base64.decode(Array(lines[1])), let bytes = Self.inflate(packed, to: size)
        else { return nil }
        var input = Input(bytes: bytes)
        let classes = (0..<min(input.number(), Self.mostClasses)).map { _ in type(&input) }
        let count = min(input.number(), size)
        guard !classes.isEmpty, count > 0 else { return nil }
        return StockTree(classes: classes, columns: columns(count, classes, &input))
    }

    /// Bytes the stream may unfold to, and classes there may be.
    private static let mostBytes = 8 * 1024 * 1024
    private static let mostClasses = 4096

    private func type(_ input: inout Input) -> StockTree.Class {
        let letter = input.byte()
        let mode = UInt16(truncatingIfNeeded: input.number())
        let owner = owners[String(decoding: input.text(), as: UTF8.self)] ?? 0
        let group = groups[String(decoding: input.text(), as: UTF8.self)] ?? 0
        let form = String(decoding: input.text(), as: UTF8.self)
        let kind: StockTree.Class.Kind =
            switch letter {
            case UInt8(ascii: "d"): .directory
            case UInt8(ascii: "l"): .link
            default: .file(Self.form(form))
            }
        return StockTree.Class(kind: kind, mode: mode, owner: owner, group: group)
    }

    private static func form(_ name: String) -> FillerFile.Form {
        switch name {
        case "0": .empty
        case "p": .program
        case "l": .library
        case "o": .object
        case "z": .gzip
        case "t": .text
        case "b": .binary
        default: .script(name)
        }
    }

    private func columns(_ count: Int, _ classes: [StockTree.Class], _ input: inout Input) -> StockTree.Columns {
        var folders = input.column()
        var types = input.column()
        var names = input.column()
        var sizes = input.column()
        var times = input.column()
        var targets = input.column()
        var columns = StockTree.Columns()
        var (newest, following) = (0 as Int64, 1)
        var name: [UInt8] = []
        for id in 0..<count {
            let number = min(types.number(), classes.count - 1)
            columns.classes.append(UInt16(number))
            columns.names.append(UInt32(columns.text.count))
            if id > 0 {
                let shared = names.number()
                name = Array(name.prefix(shared)) + names.text()
                columns.text += renamed(name)
            }
            let delta = times.number()
            // Zigzag plus one; 0 is what the installation made.
            if delta > 0 { newest += Int64((delta - 1) & 1 == 0 ? (delta - 1) / 2 : -(delta / 2)) }
            columns.times.append(UInt32(clamping: time(delta > 0 ? newest : 0, id)))
            switch classes[number].kind {
            case .directory:
                let inside = min(folders.number(), count - min(following, count))
                columns.values.append(UInt32(following))
                columns.counts.append(UInt32(inside))
                following += inside
            case .file:
                columns.values.append(UInt32(clamping: sizes.number()))
                columns.counts.append(0)
            case .link:
                // Targets stand behind all names.
                columns.values.append(0)
                columns.counts.append(0)
            }
        }
        columns.names.append(UInt32(columns.text.count))
        for id in 0..<count where classes[Int(columns.classes[id])].kind == .link {
            let target = renamed(Array(targets.text()))
            columns.values[id] = UInt32(columns.text.count)
            columns.counts[id] = UInt32(target.count)
            columns.text += target
        }
        return columns
    }

    private func renamed(_ name: [UInt8]) -> [UInt8] {
        guard name.count >= renamed.from.count, name.contains(UInt8(ascii: "5")) else { return name }
        return ByteString(name).replacing(renamed.from.bytes, with: renamed.to.bytes).bytes
    }

    private static func inflate(_ packed: [UInt8], to size: Int) -> [UInt8]? {
        var count = uLong(size)
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, initialized in
            let status = uncompress(buffer.baseAddress, &count, packed, uLong(packed.count))
            initialized = status == Z_OK ? Int(count) : 0
        }
        return bytes.count == size ? bytes : nil
    }
}
