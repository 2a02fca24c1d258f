/// One file in an archive of `tar`: its header and where its bytes lie.
struct TarEntry: Sendable {
    enum Kind: Hashable, Sendable {
        case file
        case directory
        case symbolicLink
        case hardLink
        case device(isBlock: Bool, major: Int, minor: Int)
        case pipe
    }

    var name: ByteString
    var kind: Kind
    var mode: UInt16
    var owner: Int
    var group: Int
    var ownerName: ByteString = ""
    var groupName: ByteString = ""
    var modified: Int64
    var target: ByteString = ""
    var bytes: ArraySlice<UInt8> = []
}

/// Archives as GNU tar writes and POSIX describes them: blocks of 512 bytes, a header before each file (tar(5), POSIX.1
/// "ustar Interchange Format").
enum TarFormat {
    static let blockBytes = 512
    /// Blocks are written twenty at a time.
    static let recordBytes = 20 * blockBytes
    /// Files one archive may have here.
    static let mostEntries = 20_000

    enum Fault: Hashable, Sendable {
        /// The first block is no header.
        case notTar
        /// It stops in the middle of a file.
        case cutShort
        /// There is something that is no header between files.
        case badHeader
    }

    // MARK: Reading

    static func read(_ archive: [UInt8]) -> (entries: [TarEntry], fault: Fault?) {
        var entries: [TarEntry] = []
        var position = 0
        var (longName, longTarget): (ByteString?, ByteString?)
        var extended: [ByteString: ByteString] = [:]
        guard archive.count >= blockBytes else { return ([], .notTar) }
        while position + blockBytes <= archive.count, entries.count < mostEntries {
            let header = Array(archive[position..<position + blockBytes])
            // Two blocks of zeros are the end; so is one.
            if header.allSatisfy({ $0 == 0 }) { return (entries, nil) }
            guard isHeader(header) else { return (entries, entries.isEmpty ? .notTar : .badHeader) }
            position += blockBytes
            let type = header[156]
            let hasBytes = !"123456".utf8.contains(type)
            var size = hasBytes ? number(header[124..<136]) : 0
            if let text = extended["size"], hasBytes, let value = text.decimal { size = value }
            guard size >= 0, size <= archive.count - position else {
                // What is there of it is still given out.
                if type == UInt8(ascii: "0") || type == 0 {
                    var entry = member(header, longName, longTarget, extended)
                    entry.bytes = archive[position...]
                    entries.append(entry)
                }
                return (entries, .cutShort)
            }
            let body = archive[position..<position + size]
            position += (size + blockBytes - 1) / blockBytes * blockBytes
            switch type {
            case UInt8(ascii: "L"): longName = text(body)
            case UInt8(ascii: "K"): longTarget = text(body)
            case UInt8(ascii: "x"): extended = records(body)
            case UInt8(ascii: "g"): continue
            default:
                var entry = member(header, longName, longTarget, extended)
                entry.bytes = body
                entries.append(entry)
                (longName, longTarget, extended) = (nil, nil, [:])
            }
        }
        return (entries, nil)
    }

    private static func member(
        _ header: [UInt8], _ longName: ByteString?, _ longTarget: ByteString?, _ extended: [ByteString: ByteString]
    ) -> TarEntry {
        let prefix = header[257..<263].elementsEqual("ustar\0".utf8) ? text(header[345..<500]) : ""
        let short = text(header[0..<100])
        let name = extended["path"] ?? longName ?? (prefix.isEmpty ? short : prefix + "/" + short)
        let (major, minor) = (max(0, number(header[329..<337])), max(0, number(header[337..<345])))
        let kind: TarEntry.Kind =
            switch header[156] {
            case UInt8(ascii: "1"): .hardLink
            case UInt8(ascii: "2"): .symbolicLink
            case UInt8(ascii: "3"): .device(isBlock: false, major: major, minor: minor)
            case UInt8(ascii: "4"): .device(isBlock: true, major: major, minor: minor)
            case UInt8(ascii: "5"): .directory
            case UInt8(ascii: "6"): .pipe
            default: name.last == UInt8(ascii: "/") ? .directory : .file
            }
        return TarEntry(
            name: ByteString(name.prefix(FileSystem.longestPath)), kind: kind,
            mode: UInt16(truncatingIfNeeded: number(header[100..<108])) & 0o7777, owner: number(header[108..<116]),
            group: number(header[116..<124]), ownerName: text(header[265..<297]), groupName: text(header[297..<329]),
            modified: Int64(number(header[136..<148])),
            target: extended["linkpath"] ?? longTarget ?? text(header[157..<257]))
    }

    private static func text(_ field: ArraySlice<UInt8>) -> ByteString { ByteString(field.prefix { $0 != 0 }) }

    /// Octal digits, or with the first bit set the number itself (GNU).
    private static func number(_ field: ArraySlice<UInt8>) -> Int {
        if let first = field.first, first & 0x80 != 0 {
            return field.suffix(7).reduce(0) { $0 << 8 | Int($1) }
        }
        return field.drop { $0 == 0x20 }.prefix { (0x30...0x37).contains($0) }.reduce(0) { $0 << 3 | Int($1 - 0x30) }
    }

    /// The sum of all bytes, with the field of the sum itself as blanks.
    private static func sum(_ header: [UInt8]) -> Int {
        header.reduce(0) { $0 + Int($1) } - header[148..<156].reduce(0) { $0 + Int($1) } + 8 * 0x20
    }

    private static func isHeader(_ header: [UInt8]) -> Bool { number(header[148..<156]) == sum(header) }

    /// "27 path=…\n": length, name and value (pax).
    private static func records(_ body: ArraySlice<UInt8>) -> [ByteString: ByteString] {
        var records: [ByteString: ByteString] = [:]
        var rest = body
        while let blank = rest.firstIndex(of: 0x20), let count = rest[..<blank].decimal, count > 0,
            count <= rest.count, count > blank - rest.startIndex + 1, records.count < 64
        {
            let record = rest[(blank + 1)..<rest.startIndex + count].dropLast()
            if let sign = record.firstIndex(of: UInt8(ascii: "=")) {
                records[ByteString(record[..<sign])] = ByteString(record[(sign + 1)...])
            }
            rest = rest.dropFirst(count)
        }
        return records
    }

    // MARK: Writing

    /// The blocks of one file, with those for a long name before them.
    static func blocks(of entry: TarEntry) -> [UInt8] {
        var blocks: [UInt8] = []
        for (text, type) in [(entry.target, UInt8(ascii: "K")), (entry.name, UInt8(ascii: "L"))] where text.count > 100
        {
            var long = TarEntry(name: "././@LongLink", kind: .file, mode: 0o644, owner: 0, group: 0, modified: 0)
            (long.ownerName, long.groupName) = ("root", "root")
            long.bytes = (text + "\0").bytes[...]
            blocks += header(of: long, type: type) + padded(long.bytes)
        }
        return blocks + header(of: entry, type: type(of: entry.kind)) + padded(entry.bytes)
    }

    private static func padded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        Array(bytes) + [UInt8](repeating: 0, count: (blockBytes - bytes.count % blockBytes) % blockBytes)
    }

    /// The end of an archive: two blocks of zeros, and as many as fill the record.
    static func end(after count: Int) -> [UInt8] {
        let whole = (count + 2 * blockBytes + recordBytes - 1) / recordBytes * recordBytes
        return [UInt8](repeating: 0, count: whole - count)
    }

    private static func type(of kind: TarEntry.Kind) -> UInt8 {
        switch kind {
        case .file: UInt8(ascii: "0")
        case .hardLink: UInt8(ascii: "1")
        case .symbolicLink: UInt8(ascii: "2")
        case .device(let isBlock, _, _): isBlock ? UInt8(ascii: "4") : UInt8(ascii: "3")
        case .directory: UInt8(ascii: "5")
        case .pipe: UInt8(ascii: "6")
        }
    }

    private static func header(of entry: TarEntry, type: UInt8) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: blockBytes)
        func put(_ text: some Collection<UInt8>, at start: Int, most: Int) {
            for (index, byte) in text.prefix(most).enumerated() { header[start + index] = byte }
        }
        func octal(_ value: Int, at start: Int, digits: Int) {
            let text = String(max(0, value), radix: 8)
            put((String(repeating: "0", count: max(0, digits - text.utf8.count)) + text).utf8, at: start, most: digits)
        }
        put(entry.name, at: 0, most: 100)
        octal(Int(entry.mode), at: 100, digits: 7)
        octal(entry.owner, at: 108, digits: 7)
        octal(entry.group, at: 116, digits: 7)
        octal(entry.bytes.count, at: 124, digits: 11)
        octal(Int(entry.modified), at: 136, digits: 11)
        header[156] = type
        put(entry.target, at: 157, most: 100)
        // The magic of GNU, which differs from that of POSIX.
        put("ustar  ".utf8, at: 257, most: 7)
        put(entry.ownerName, at: 265, most: 31)
        put(entry.groupName, at: 297, most: 31)
        if case .device(_, let major, let minor) = entry.kind {
            octal(major, at: 329, digits: 7)
            octal(minor, at: 337, digits: 7)
        }
        octal(sum(header), at: 148, digits: 6)
        header[155] = 0x20
        return header
    }
}
