/// `column` of util-linux: lines side by side, or with `-t` the fields of lines under each other.
struct ColumnCommand: ShellCommand {
    static let names: [ByteString] = ["column"]

    private static let long: [GNUOptions.Long] = [
        .init("table", "t"), .init("separator", "s", .required), .init("output-separator", "o", .required),
        .init("output-width", "c", .required), .init("columns", "c", .required), .init("fillrows", "x"),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let manners = GNUOptions.Manners(version: "from util-linux 2.36.1")
        guard case .options(let options) = GNUOptions.read(words, "c:eLno:s:txN:R:", long, manners, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        switch shell.gnuInputs(options.operands, of: "column") {
        case .outcome(let outcome): return outcome
        case .files(let files, let status):
            let lines = files.flatMap(\.bytes.lines).filter { !$0.allSatisfy { $0.isSpace } }
            guard shell.charge(lines.reduce(0) { $0 + $1.count * 4 }), lines.count < 50_000 else { return .endless }
            let text = options.has("t") ? table(lines, options) : filled(lines, options)
            guard shell.print(text) || text.isEmpty else { return .failure }
            return .exit(status)
        }
    }

    private static func table(_ lines: [ArraySlice<UInt8>], _ options: GNUOptions) -> ByteString {
        let separators = options.argument("s")
        let joint = options.argument("o") ?? "  "
        let rows = lines.map { line in
            separators.map { marks in
                line.split(omittingEmptySubsequences: false) { marks.contains($0) }.map { ByteString($0) }
            } ?? ByteString(line).words
        }
        var widths: [Int] = []
        for row in rows {
            for (column, cell) in row.prefix(1000).enumerated() {
                if column == widths.count { widths.append(0) }
                widths[column] = max(widths[column], min(cell.count, 1000))
            }
        }
        var text = ByteString()
        for row in rows {
            for (column, cell) in row.prefix(1000).enumerated() {
                text += column == row.count - 1 ? cell : cell.padded(to: widths[column]) + joint
            }
            text += "\n"
        }
        return text
    }

    /// Columns a multiple of eight wide, filled from top to bottom.
    private static func filled(_ lines: [ArraySlice<UInt8>], _ options: GNUOptions) -> ByteString {
        let width = ((lines.map(\.count).max() ?? 0) + 8) / 8 * 8
        let columns = max(1, (options.argument("c")?.decimal ?? 80) / width)
        let rows = (lines.count + columns - 1) / columns
        var text = ByteString()
        for row in 0..<rows {
            var position = 0
            for column in 0..<columns {
                let index = options.has("x") ? row * columns + column : column * rows + row
                guard index < lines.count else { break }
                while position < column * width {
                    text.append(0x09)
                    position = position / 8 * 8 + 8
                }
                text += ByteString(lines[index])
                position += lines[index].count
            }
            text += "\n"
        }
        return text
    }
}
