import ThreatModel

/// Lines and columns of `ls`.
struct DirectoryListing {
    struct Entry {
        var name: ByteString
        var id: Int
    }

    let options: CommandOptions
    private let files: FileSystem
    private let now: Int64
    private let zone: TimeZoneDress
    private let user: ByteString = "root"
    private let isTerminal: Bool

    init(options: CommandOptions, shell: Shell) {
        self.options = options
        files = shell.files
        now = shell.now.seconds
        zone = shell.device.zone
        isTerminal = shell.isTerminal(1)
    }

    /// What a directory holds, in the order and with the hidden names that are asked for.
    func entries(of id: Int) -> [Entry] {
        var entries = files.entries(of: id).map { Entry(name: $0.key, id: $0.value) }
        if !options.has("a"), !options.has("A") { entries = entries.filter { $0.name.first != UInt8(ascii: ".") } }
        if options.has("a") { entries += [Entry(name: ".", id: id), Entry(name: "..", id: id)] }
        return sorted(entries)
    }

    func sorted(_ entries: [Entry]) -> [Entry] {
        let sorted = entries.sorted { a, b in
            if options.has("t"), files[a.id].modified != files[b.id].modified {
                return files[a.id].modified > files[b.id].modified
            }
            if options.has("S"), files[a.id].size != files[b.id].size { return files[a.id].size > files[b.id].size }
            return a.name < b.name
        }
        return options.has("r") ? sorted.reversed() : sorted
    }

    func text(_ entries: [Entry], isOperand: Bool) -> ByteString {
        let isLong = options.has("l") || options.has("n") || options.has("g") || options.has("o") || options.has("e")
        var text = ByteString()
        if isLong || options.has("s"), !isOperand { text += "total \(entries.reduce(0) { $0 + blocks($1) })\n" }
        if isLong {
            for entry in entries { text += line(entry) + "\n" }
        } else if isTerminal, !options.has("1") {
            text += columns(
                entries.map { prefix($0) + coloured($0) }, widths: entries.map { (prefix($0) + plain($0)).count })
        } else {
            for entry in entries { text += prefix(entry) + coloured(entry) + "\n" }
        }
        return text
    }

    /// Blocks of 1 KiB, in fours; directories in memory take none.
    private func blocks(_ entry: Entry) -> Int {
        let node = files[entry.id]
        return node.isFile ? (node.size + 4095) / 4096 * 4 : 0
    }

    private func prefix(_ entry: Entry) -> ByteString {
        (options.has("i") ? ByteString("\(entry.id + 21)").indented(to: 7) + " " : "")
            + (options.has("s") ? ByteString("\(blocks(entry))").indented(to: 6) + " " : "")
    }

    private func line(_ entry: Entry) -> ByteString {
        let node = files[entry.id]
        var line = prefix(entry) + ByteString([node.typeLetter]) + node.permissions
        let links = node.isDirectory ? 2 + files.entries(of: entry.id).values.count { files[$0].isDirectory } : 1
        line += " " + ByteString("\(links)").indented(to: 4) + " "
        if options.has("n") {
            line += "\(ByteString("\(node.owner)").padded(to: 8)) \(ByteString("\(node.group)").padded(to: 8)) "
        } else {
            if !options.has("g") { line += owner(node.owner).padded(to: 8) + " " }
            if !options.has("o") { line += owner(node.group).padded(to: 8) + " " }
        }
        if case .device(let device) = node.kind {
            line +=
                "\(ByteString("\(device.major)").indented(to: 4)), \(ByteString("\(device.minor)").indented(to: 3)) "
        } else {
            let size = options.has("h") ? node.size.humanReadable : "\(node.size)"
            line += size.indented(to: 9) + " "
        }
        line += date(node.modified) + " " + coloured(entry)
        if case .link(let target) = node.kind { line += " -> " + target }
        return line
    }

    private func owner(_ id: Int) -> ByteString { id == 0 ? user : id == 99 ? "nobody" : "\(id)" }

    /// "Nov 22 03:56", or the year where it is half a year away.
    private func date(_ seconds: Int64) -> ByteString {
        let time = CivilTime(seconds: Int(seconds) + zone.offset)
        let day = "\(CivilDate.monthNames[time.month - 1]) \(time.day < 10 ? " " : "")\(time.day)"
        if options.has("e") { return ByteString(time.ctime(zone: "")) }
        let isRecent = seconds <= now + 86_400 && now - seconds < 15_768_000
        return ByteString(
            isRecent ? "\(day) \(CivilTime.two(time.hour)):\(CivilTime.two(time.minute))" : "\(day)  \(time.year)")
    }

    /// The name with the sign of its kind.
    private func plain(_ entry: Entry) -> ByteString {
        guard options.has("F") || options.has("p") else { return entry.name }
        let node = files[entry.id]
        switch node.kind {
        case .directory: return entry.name + "/"
        case .link: return options.has("F") ? entry.name + "@" : entry.name
        case .pipe: return options.has("F") ? entry.name + "|" : entry.name
        case .socket: return options.has("F") ? entry.name + "=" : entry.name
        case .file: return options.has("F") && node.isExecutable ? entry.name + "*" : entry.name
        case .device: return entry.name
        }
    }

    /// In colours where a terminal shows it, as builds with FEATURE_LS_COLOR do.
    private func coloured(_ entry: Entry) -> ByteString {
        let name = plain(entry)
        guard isTerminal else { return name }
        let node = files[entry.id]
        let colour: ByteString =
            switch node.kind {
            case .directory: "1;34"
            case .link: "1;36"
            case .device: "1;33"
            case .pipe: "0;33"
            case .socket: "1;35"
            case .file: node.isExecutable ? "1;32" : "0;0"
            }
        return "\u{1b}[\(colour)m\(name)\u{1b}[0m"
    }

    /// Down and then across, on 80 columns.
    private func columns(_ texts: [ByteString], widths: [Int]) -> ByteString {
        guard let widest = widths.max() else { return "" }
        let width = widest + 2
        let count = max(1, 80 / width)
        let rows = (texts.count + count - 1) / count
        var text = ByteString()
        for row in 0..<rows {
            for index in stride(from: row, to: texts.count, by: rows) {
                text += texts[index]
                if index + rows < texts.count {
                    text += ByteString([UInt8](repeating: 0x20, count: width - widths[index]))
                }
            }
            text += "\n"
        }
        return text
    }
}

extension Int {
    /// "940", "1.2K", "3.4M", as BusyBox rounds.
    var humanReadable: ByteString {
        var value = self * 10
        var unit = ByteString()
        for next: ByteString in ["K", "M", "G", "T"] where value >= 10_240 {
            value /= 1024
            unit = next
        }
        return unit.isEmpty ? "\(self)" : "\(value / 10).\(value % 10)\(unit)"
    }
}
