import IPNetworks

/// Looks addresses up in a file as ``RangeTextSource`` reads it, without reading it as a whole: its lines ascend, so half of
/// what is left can be put aside with every look. Some twenty looks find a line among a million.
///
/// A file whose lines do not ascend says nothing, or too little, and never anything that does not stand in it.
struct RangeTextSearch: Sendable {
    private let file: OpenedFile

    /// What is read with each look: some lines, with comments between them.
    private static let window = 4096

    /// `nil` for a file of another form, or whose last line does not stand behind its first.
    init?(_ path: String) {
        guard let file = OpenedFile(path) else { return nil }
        self.file = file
        let isOurs = file.bytes(at: 0, Self.window).withUnsafeBytes { RangeTextSource.recognises($0) }
        guard isOurs, let first = line(from: 0, before: file.size)?.line,
            let last = line(from: max(0, file.size - Self.window), before: file.size)?.line,
            first.range.start <= last.range.start
        else { return nil }
    }

    func country(of address: IPAddress) -> CountryCode? {
        var (low, high) = (0, file.size)
        while high - low > Self.window {
            let middle = low + (high - low) / 2
            guard let found = line(from: middle, before: high) else {
                high = middle
                continue
            }
            if found.line.range.contains(address) { return known(found.line.country) }
            if address < found.line.range.start { high = found.place } else { low = found.end }
        }
        while let found = line(from: low, before: high, isAtLine: true) {
            if found.line.range.contains(address) { return known(found.line.country) }
            low = found.end
        }
        return nil
    }

    private func known(_ country: CountryCode?) -> CountryCode? { country?.name == nil ? nil : country }

    /// The first line that begins behind a place and says something, with where it begins and ends.
    ///
    /// - Parameter isAtLine: a line begins at the place itself.
    private func line(
        from place: Int, before end: Int, isAtLine: Bool = false
    ) -> (line: RangeLines.Line, place: Int, end: Int)? {
        let bytes = file.bytes(at: place, Self.window)
        var start = 0
        if !isAtLine, place > 0 {
            guard let feed = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            start = feed + 1
        }
        while start < bytes.count, place + start < end {
            guard let feed = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            let line = bytes[start...feed].withUnsafeBufferPointer { (text) -> RangeLines.Line? in
                var lines = RangeLines(text)
                return try? lines.next()
            }
            if let line { return (line, place + start, place + feed + 1) }
            start = feed + 1
        }
        return nil
    }
}

extension IPRange {
    fileprivate var start: IPAddress {
        switch self {
        case .v4(let range): IPAddress(v4: range.first)
        case .v6(let range): IPAddress(v6: range.first)
        }
    }
}
