/// What a terminal shows after what was sent to it: characters in rows, without colours. It knows those controls of ECMA-48
/// and xterm that shells, editors and pagers use, passes over all others, and never answers.
package struct TerminalScreen: Sendable {
    /// Rows that are kept after they have left at the top.
    static let mostPastRows = 10_000

    package private(set) var size: TerminalSize
    /// Rows that have left at the top, the oldest first.
    package private(set) var past: [String] = []
    /// Rows that have changed since ``takeChanges()``.
    private var changed: Set<Int> = []
    private var rows: [[Character]]
    private(set) var row = 0
    private(set) var column = 0
    /// What the cursor returns to.
    private var saved = (row: 0, column: 0)
    /// What the ordinary screen showed before a program took the whole of it.
    private var covered: [[Character]]?
    private var parser = ControlParser()

    package init(size: TerminalSize) {
        self.size = size
        rows = Array(repeating: [], count: size.rows)
    }

    /// Takes what is sent to the terminal, in any portions.
    package mutating func show(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            guard let element = parser.take(byte) else { continue }
            switch element {
            case .character(let character): put(character)
            case .control(let control): obey(control)
            case .sequence(let sequence): obey(sequence)
            case .escape(let final): obeyEscape(final)
            }
        }
    }

    package mutating func resize(to size: TerminalSize) {
        guard size != self.size else { return }
        while rows.count > size.rows, row > 0, rows.count > row + 1 { rows.removeLast() }
        while rows.count > size.rows {
            keepPast(rows.removeFirst())
            row = max(0, row - 1)
        }
        while rows.count < size.rows { rows.append([]) }
        changed = Set(0..<max(size.rows, self.size.rows))
        self.size = size
        column = min(column, size.columns - 1)
        row = min(row, size.rows - 1)
    }

    /// A row, without the blanks at its end.
    package func text(ofRow row: Int) -> String {
        guard rows.indices.contains(row) else { return "" }
        return Self.text(rows[row])
    }

    /// The rows that have changed since the last call, in order; those that a smaller terminal has lost are empty.
    package mutating func takeChanges() -> [(row: Int, text: String)] {
        defer { changed = [] }
        return changed.sorted().map { ($0, text(ofRow: $0)) }
    }

    /// Everything that was ever read here: what has left at the top, then what is shown, without empty rows at the end.
    package var transcript: [String] {
        var lines = past + rows.indices.map(text(ofRow:))
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    // MARK: - Characters

    private mutating func put(_ character: Character) {
        if column >= size.columns {
            column = 0
            feedLine()
        }
        pad(row, to: column)
        if column < rows[row].count { rows[row][column] = character } else { rows[row].append(character) }
        changed.insert(row)
        column += 1
    }

    private mutating func pad(_ row: Int, to count: Int) {
        if rows[row].count < count { rows[row] += Array(repeating: " ", count: count - rows[row].count) }
    }

    private mutating func feedLine() {
        guard row == size.rows - 1 else {
            row += 1
            return
        }
        let first = rows.removeFirst()
        if covered == nil { keepPast(first) }
        rows.append([])
        changed = Set(0..<size.rows)
    }

    private mutating func keepPast(_ row: [Character]) {
        past.append(Self.text(row))
        // In portions: removing one row at a time would move all others each time.
        if past.count > Self.mostPastRows + 1000 { past.removeFirst(past.count - Self.mostPastRows) }
    }

    private static func text(_ row: [Character]) -> String {
        var row = row[...]
        while row.last == " " { row.removeLast() }
        return String(row)
    }

    // MARK: - Controls

    private mutating func obey(_ control: UInt8) {
        switch control {
        case 0x08: column = max(0, min(column, size.columns - 1) - 1)
        case 0x09: column = min(size.columns - 1, (column / 8 + 1) * 8)
        case 0x0a, 0x0b, 0x0c: feedLine()
        case 0x0d: column = 0
        default: break
        }
    }

    private mutating func obeyEscape(_ final: UInt8) {
        switch final {
        case UInt8(ascii: "7"): saved = (row, column)
        case UInt8(ascii: "8"): (row, column) = (min(saved.row, size.rows - 1), min(saved.column, size.columns - 1))
        case UInt8(ascii: "D"): feedLine()
        case UInt8(ascii: "E"):
            column = 0
            feedLine()
        case UInt8(ascii: "M"):
            if row > 0 { row -= 1 } else { insertRows(1) }
        case UInt8(ascii: "c"):
            uncover()
            rows = Array(repeating: [], count: size.rows)
            (row, column) = (0, 0)
            changed = Set(0..<size.rows)
        default: break
        }
    }

    private mutating func obey(_ sequence: ControlParser.Sequence) {
        guard !sequence.isPrivate else { return obeyPrivate(sequence) }
        let count = min(max(sequence.parameter(0), 1), 10_000)
        switch sequence.final {
        case UInt8(ascii: "A"): row = max(0, row - count)
        case UInt8(ascii: "B"), UInt8(ascii: "e"): row = min(size.rows - 1, row + count)
        case UInt8(ascii: "C"), UInt8(ascii: "a"): column = min(size.columns - 1, column + count)
        case UInt8(ascii: "D"): column = max(0, min(column, size.columns - 1) - count)
        case UInt8(ascii: "E"): (row, column) = (min(size.rows - 1, row + count), 0)
        case UInt8(ascii: "F"): (row, column) = (max(0, row - count), 0)
        case UInt8(ascii: "G"), UInt8(ascii: "`"): column = min(size.columns, count) - 1
        case UInt8(ascii: "H"), UInt8(ascii: "f"):
            row = min(size.rows, count) - 1
            column = min(size.columns, max(1, sequence.parameter(1))) - 1
        case UInt8(ascii: "d"): row = min(size.rows, count) - 1
        case UInt8(ascii: "J"): eraseScreen(sequence.parameter(0))
        case UInt8(ascii: "K"): eraseLine(sequence.parameter(0))
        case UInt8(ascii: "L"): insertRows(count)
        case UInt8(ascii: "M"): deleteRows(count)
        case UInt8(ascii: "P"): deleteCharacters(count)
        case UInt8(ascii: "X"): blank(column..<min(size.columns, column + count))
        case UInt8(ascii: "@"): insertBlanks(count)
        case UInt8(ascii: "s"): saved = (row, column)
        case UInt8(ascii: "u"): (row, column) = (min(saved.row, size.rows - 1), min(saved.column, size.columns - 1))
        default: break
        }
    }

    /// Only the change to and from the other screen matters of xterm's private modes.
    private mutating func obeyPrivate(_ sequence: ControlParser.Sequence) {
        guard [47, 1047, 1049].contains(sequence.parameter(0)) else { return }
        switch sequence.final {
        case UInt8(ascii: "h"):
            guard covered == nil else { return }
            covered = rows
            saved = (row, column)
            rows = Array(repeating: [], count: size.rows)
            changed = Set(0..<size.rows)
        case UInt8(ascii: "l"):
            uncover()
        default: break
        }
    }

    private mutating func uncover() {
        guard let covered else { return }
        rows = Array(covered.prefix(size.rows))
        while rows.count < size.rows { rows.append([]) }
        self.covered = nil
        (row, column) = (min(saved.row, size.rows - 1), min(saved.column, size.columns - 1))
        changed = Set(0..<size.rows)
    }

    // MARK: - Erasing and moving

    private mutating func eraseScreen(_ what: Int) {
        switch what {
        case 0:
            eraseLine(0)
            for below in rows.indices where below > row { rows[below] = [] }
        case 1:
            eraseLine(1)
            for above in rows.indices where above < row { rows[above] = [] }
        case 2, 3: for index in rows.indices { rows[index] = [] }
        default: return
        }
        changed = Set(0..<size.rows)
    }

    private mutating func eraseLine(_ what: Int) {
        switch what {
        case 0: rows[row] = Array(rows[row].prefix(column))
        case 1: blank(0..<min(column + 1, size.columns))
        case 2: rows[row] = []
        default: return
        }
        changed.insert(row)
    }

    private mutating func blank(_ columns: Range<Int>) {
        guard !columns.isEmpty else { return }
        pad(row, to: columns.upperBound)
        for column in columns { rows[row][column] = " " }
        changed.insert(row)
    }

    private mutating func insertBlanks(_ count: Int) {
        pad(row, to: column)
        let count = min(count, size.columns)
        rows[row].insert(contentsOf: Array(repeating: " ", count: count), at: min(column, rows[row].count))
        rows[row] = Array(rows[row].prefix(size.columns))
        changed.insert(row)
    }

    private mutating func deleteCharacters(_ count: Int) {
        guard column < rows[row].count else { return }
        rows[row].removeSubrange(column..<min(rows[row].count, column + count))
        changed.insert(row)
    }

    private mutating func insertRows(_ count: Int) {
        for _ in 0..<min(count, size.rows - row) {
            rows.removeLast()
            rows.insert([], at: row)
        }
        changed = Set(0..<size.rows)
    }

    private mutating func deleteRows(_ count: Int) {
        for _ in 0..<min(count, size.rows - row) {
            rows.remove(at: row)
            rows.append([])
        }
        changed = Set(0..<size.rows)
    }
}
