import ThreatModel

/// Lines and columns of `ls`.
struct GNUListing {
    struct Entry {
        var name: ByteString
        var id: Int
    }

    enum Quotes {
        /// As they are.
        case none
        /// As a shell would need them: at a terminal.
        case shell
        case double
    }

    let options: GNUOptions
    let files: FileSystem
    private let now: Int64
    private let users: [Int: ByteString]
    private let groups: [Int: ByteString]
    private let isTerminal: Bool
    let colours: Bool
    private let timeStyle: ByteString
    let quotes: Quotes

    init(_ options: GNUOptions, isTerminal: Bool, _ shell: Shell) {
        self.options = options
        self.isTerminal = isTerminal
        files = shell.files
        now = shell.now.seconds
        let isLong = options.has("l", "n", "g", "o", "E")
        users = isLong ? Dictionary(shell.accounts.map { ($0.uid, $0.name) }) { first, _ in first } : [:]
        groups = isLong ? Dictionary(shell.groups.map { ($0.id, $0.name) }) { first, _ in first } : [:]
        let colour = options.given.last { $0.letter == "O" }
        colours =
            colour.map { $0.argument == nil || $0.argument == "always" || $0.argument == "auto" && isTerminal } ?? false
        timeStyle = options.has("E") ? "full-iso" : options.argument("P") ?? "locale"
        quotes = options.has("Q") ? .double : isTerminal && !options.has("N", "q", "b") ? .shell : .none
    }

    var isLong: Bool {
        let last = options.last("l", "n", "g", "o", "E", "1", "C", "x", "m")
        return last.map { !["1", "C", "x", "m"].contains($0) } ?? false
            || options.has("l", "n", "g", "o", "E") && !options.has("C", "x", "m")
    }

    /// What a directory holds, in the order and with the hidden names that are asked for.
    func entries(of id: Int) -> [Entry] {
        var entries = files.entries(of: id).map { Entry(name: $0.key, id: $0.value) }
        if !options.has("a", "A", "f") { entries = entries.filter { $0.name.first != UInt8(ascii: ".") } }
        if options.has("B") { entries = entries.filter { $0.name.last != UInt8(ascii: "~") } }
        for pattern in options.all("I") {
            let pattern = GlobPattern(pattern)
            entries = entries.filter { !pattern.matches($0.name) }
        }
        if options.has("a", "f"), options.last("a", "A", "f") != "A" {
            entries += [Entry(name: ".", id: id), Entry(name: "..", id: id)]
        }
        return sorted(entries)
    }

    func sorted(_ entries: [Entry]) -> [Entry] {
        let order = options.argument("z")
        var sorted = entries.sorted { a, b in
            let (x, y) = (files[a.id], files[b.id])
            if options.has("t") || order == "time", x.modified != y.modified { return x.modified > y.modified }
            if options.has("S") || order == "size", x.size != y.size { return x.size > y.size }
            if options.has("v") || order == "version" {
                let result = LineSorter.version(a.name, b.name)
                if result != 0 { return result < 0 }
            }
            if options.has("X") || order == "extension" {
                let (p, q) = (a.name.pathExtension, b.name.pathExtension)
                if p != q { return p < q }
            }
            return a.name < b.name
        }
        if options.has("r") { sorted.reverse() }
        if options.has("J") {
            sorted = sorted.filter { files[$0.id].isDirectory } + sorted.filter { !files[$0.id].isDirectory }
        }
        return sorted
    }

    func text(_ entries: [Entry], isOperand: Bool) -> ByteString {
        var text = ByteString()
        if isLong || options.has("s"), !isOperand {
            let total = entries.reduce(0) { $0 + blocks($1) }
            text += "total \(options.has("h") ? (total * 1024).readableSize : "\(total)")\n"
        }
        if isLong { return text + lines(entries) }
        let width = options.has("s") ? entries.map { shownBlocks($0).count }.max() ?? 0 : 0
        let numbers = options.has("i") ? entries.map { "\($0.id + FileNode.firstNumber)".utf8.count }.max() ?? 0 : 0
        let names = entries.map { entry -> (text: ByteString, width: Int) in
            let head =
                (options.has("i") ? ByteString("\(entry.id + FileNode.firstNumber)").indented(to: numbers) + " " : "")
                + (options.has("s") ? shownBlocks(entry).indented(to: width) + " " : "")
            let plain = name(entry)
            return (head + coloured(entry, plain), head.count + plain.count)
        }
        if options.last("1", "C", "x", "m") == "m" {
            var column = 0
            for (index, name) in names.enumerated() {
                let isLast = index == names.count - 1
                if column > 0, column + name.width + (isLast ? 0 : 1) > 79 {
                    text += "\n"
                    column = 0
                }
                text += name.text + (isLast ? "\n" : ",")
                column += name.width + 1
                if !isLast {
                    if column + 1 + names[index + 1].width + 1 > 80 {
                        text += "\n"
                        column = 0
                    } else {
                        text += " "
                        column += 1
                    }
                }
            }
            return text
        }
        let style = options.last("1", "C", "x")
        guard style == "C" || style == "x" || style == nil && isTerminal else {
            for name in names { text += name.text + "\n" }
            return text
        }
        return text + columns(names, across: style == "x")
    }

    private func blocks(_ entry: Entry) -> Int {
        let node = files[entry.id]
        switch node.kind {
        case .file(.live), .device, .pipe, .socket, .link: return 0
        case .directory: return 4
        case .file: return (node.size + 4095) / 4096 * 4
        }
    }

    private func shownBlocks(_ entry: Entry) -> ByteString {
        options.has("h") ? (blocks(entry) * 1024).readableSize : "\(blocks(entry))"
    }

    private func lines(_ entries: [Entry]) -> ByteString {
        var rows: [[ByteString]] = []
        for entry in entries {
            let node = files[entry.id]
            let links = node.isDirectory ? 2 + files.entries(of: entry.id).values.count { files[$0].isDirectory } : 1
            var size: ByteString
            if case .device(let device) = node.kind {
                size = "\(device.major), \(ByteString("\(device.minor)").indented(to: 3))"
            } else {
                let bytes = node.isDirectory ? 4096 : node.size
                size = options.has("h") ? bytes.readableSize : "\(bytes)"
            }
            rows.append([
                ByteString([node.typeLetter]) + node.permissions, "\(links)",
                options.has("n") ? "\(node.owner)" : users[node.owner] ?? "\(node.owner)",
                options.has("n") ? "\(node.group)" : groups[node.group] ?? "\(node.group)", size, date(node.modified),
            ])
        }
        var widths = [Int](repeating: 0, count: 6)
        for row in rows { for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.count) } }
        let numbers = options.has("i") ? entries.map { "\($0.id + FileNode.firstNumber)".utf8.count }.max() ?? 0 : 0
        let blockWidth = options.has("s") ? entries.map { shownBlocks($0).count }.max() ?? 0 : 0
        var text = ByteString()
        for (entry, row) in zip(entries, rows) {
            if options.has("i") { text += ByteString("\(entry.id + FileNode.firstNumber)").indented(to: numbers) + " " }
            if options.has("s") { text += shownBlocks(entry).indented(to: blockWidth) + " " }
            text += row[0] + " " + row[1].indented(to: widths[1]) + " "
            if !options.has("g") {
                text += (options.has("n") ? row[2].indented(to: widths[2]) : row[2].padded(to: widths[2])) + " "
            }
            if !options.has("o", "G") {
                text += (options.has("n") ? row[3].indented(to: widths[3]) : row[3].padded(to: widths[3])) + " "
            }
            text += row[4].indented(to: widths[4]) + " " + row[5].indented(to: widths[5]) + " "
            text += coloured(entry, name(entry))
            if case .link(let target) = files[entry.id].kind { text += " -> " + target.quotedForListing(quotes) }
            text += "\n"
        }
        return text
    }

    /// "Nov 22 03:56", or the year where it is half a year away.
    private func date(_ seconds: Int64) -> ByteString {
        switch timeStyle {
        case "full-iso": return TimeFormat.text(of: seconds, "%Y-%m-%d %H:%M:%S.%N +0000")
        case "long-iso": return TimeFormat.text(of: seconds, "%Y-%m-%d %H:%M")
        case "iso":
            return TimeFormat.text(
                of: seconds, now - seconds < 15_778_476 && seconds <= now ? "%m-%d %H:%M" : "%Y-%m-%d ")
        case let style where style.first == UInt8(ascii: "+"):
            return TimeFormat.text(of: seconds, ByteString(style.dropFirst().prefix(100)))
        default:
            // Half a year is 31556952 / 2 seconds.
            let isRecent = seconds <= now && now - seconds < 15_778_476
            return TimeFormat.text(of: seconds, isRecent ? "%b %e %H:%M" : "%b %e  %Y")
        }
    }
}
