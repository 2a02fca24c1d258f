import ThreatModel

/// Names as they are shown, and columns of them.
extension GNUListing {
    /// The name with the sign of its kind.
    func name(_ entry: Entry) -> ByteString {
        let name = entry.name.quotedForListing(quotes)
        guard options.has("F", "p") else { return name }
        let node = files[entry.id]
        let isFull = options.has("F")
        switch node.kind {
        case .directory: return name + "/"
        case .link: return isFull && !isLong ? name + "@" : name
        case .pipe: return isFull ? name + "|" : name
        case .socket: return isFull ? name + "=" : name
        case .file: return isFull && node.isExecutable ? name + "*" : name
        case .device: return name
        }
    }

    /// In the colours of dircolors(1), when they are asked for.
    func coloured(_ entry: Entry, _ shown: ByteString) -> ByteString {
        guard colours else { return shown }
        let node = files[entry.id]
        let colour: ByteString? =
            switch node.kind {
            case .directory: node.mode & 0o1002 == 0o1002 ? "30;42" : "01;34"
            case .link: "01;36"
            case .device: "40;33;01"
            case .pipe: "40;33"
            case .socket: "01;35"
            case .file: node.mode & 0o4000 != 0 ? "37;41" : node.isExecutable ? "01;32" : Self.archive(entry.name)
            }
        guard let colour else { return shown }
        return "\u{1b}[0m\u{1b}[\(colour)m\(shown)\u{1b}[0m"
    }

    private static func archive(_ name: ByteString) -> ByteString? {
        let packed: Set<ByteString> = ["tar", "tgz", "gz", "bz2", "xz", "zip", "deb", "rpm", "7z", "zst", "jar", "rar"]
        return packed.contains(name.pathExtension) ? "01;31" : nil
    }

    /// As many columns as fit on a line: down and then across, or across.
    func columns(_ names: [(text: ByteString, width: Int)], across: Bool) -> ByteString {
        guard !names.isEmpty else { return "" }
        let line = max(1, min(1000, options.argument("w")?.decimal ?? 80))
        var best = (columns: 1, widths: [names.map(\.width).max() ?? 0])
        for count in stride(from: min(names.count, max(1, line / 3)), to: 1, by: -1) {
            let rows = (names.count + count - 1) / count
            var widths = [Int](repeating: 0, count: count)
            for (index, name) in names.enumerated() {
                let column = across ? index % count : index / rows
                let isLast = column == count - 1
                widths[column] = max(widths[column], name.width + (isLast ? 0 : 2))
            }
            if widths.reduce(0, +) < line {
                best = (count, widths)
                break
            }
        }
        let rows = (names.count + best.columns - 1) / best.columns
        var text = ByteString()
        for row in 0..<rows {
            let indices =
                across
                ? Array(row * best.columns..<min(names.count, (row + 1) * best.columns))
                : Array(stride(from: row, to: names.count, by: rows))
            for (column, index) in indices.enumerated() {
                text += names[index].text
                if column < indices.count - 1 {
                    let blanks = max(0, best.widths[column] - names[index].width)
                    text += ByteString([UInt8](repeating: 0x20, count: blanks))
                }
            }
            text += "\n"
        }
        return text
    }
}

extension ByteString {
    var pathExtension: ByteString {
        guard let dot = lastIndex(of: UInt8(ascii: ".")), dot > 0 else { return "" }
        return ByteString(self[(dot + 1)...])
    }

    func quotedForListing(_ quotes: GNUListing.Quotes) -> ByteString {
        switch quotes {
        case .none: self
        case .double: "\"" + replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        case .shell: quotedWhereNeeded
        }
    }
}
