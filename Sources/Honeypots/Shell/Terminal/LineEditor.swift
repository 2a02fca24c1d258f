/// The command line as BusyBox edits it: every key is answered with what changes on the screen.
struct LineEditor: Sendable {
    enum Result: Hashable, Sendable {
        /// The line goes on.
        case editing
        case line([UInt8])
        /// ^C: the line is given up.
        case interrupted
        /// ^D on an empty line.
        case endOfInput
        /// The line is longer than it may be.
        case overflow
    }

    /// Bytes of the line, which may be any: the visitor's encoding is his own affair.
    private(set) var line: [UInt8] = []
    private var cursor = 0
    /// What has come of a control sequence so far (ECMA-48, CSI).
    private var escape: [UInt8] = []
    /// Where in the history the line is from; nil: it is new.
    private var recalled: Int?
    private let mostBytes: Int

    init(mostBytes: Int) { self.mostBytes = mostBytes }

    /// Takes one key. `screen` is what the terminal shows in answer; `prompt` stands before the line where it is drawn anew.
    mutating func take(_ byte: UInt8, history: [ByteString], prompt: ByteString, screen: inout [UInt8]) -> Result {
        if !escape.isEmpty {
            continueEscape(byte, history, prompt, &screen)
            return .editing
        }
        switch byte {
        case 0x0a, 0x0d:
            screen += line[cursor...] + [0x0d, 0x0a]
            defer { reset() }
            return .line(line)
        case 0x03:
            screen += line[cursor...] + Array("^C\r\n".utf8)
            reset()
            return .interrupted
        case 0x04:
            if line.isEmpty {
                screen += [0x0d, 0x0a]
                return .endOfInput
            }
            deleteForward(&screen)
        case 0x08, 0x7f: deleteBackward(&screen)
        case 0x01: moveCursor(to: 0, &screen)
        case 0x05: moveCursor(to: line.count, &screen)
        case 0x02: moveCursor(to: cursor - 1, &screen)
        case 0x06: moveCursor(to: cursor + 1, &screen)
        case 0x0b:
            line.removeSubrange(cursor...)
            screen += Self.eraseToEnd
        case 0x0c:
            screen += Array("\u{1b}[H".utf8)
            redraw(prompt, &screen)
        case 0x15:
            line.removeSubrange(..<cursor)
            cursor = 0
            redraw(prompt, &screen)
        case 0x17:
            while cursor > 0, line[cursor - 1].isBlank { deleteBackward(&screen) }
            while cursor > 0, !line[cursor - 1].isBlank { deleteBackward(&screen) }
        case 0x0e: recall(1, history, prompt, &screen)
        case 0x10: recall(-1, history, prompt, &screen)
        case 0x1b: escape = [byte]
        case 0x09: screen.append(0x07)
        case 0x00..<0x20: break
        default: return insert(byte, &screen)
        }
        return .editing
    }

    /// Takes of `keys` what is only text at the end of the line: a pasted command costs little then.
    ///
    /// - Returns: what must be taken key by key.
    mutating func takeText(_ keys: ArraySlice<UInt8>, screen: inout [UInt8]) -> ArraySlice<UInt8> {
        guard escape.isEmpty, cursor == line.count else { return keys }
        let text = keys.prefix(mostBytes - line.count).prefix { $0 >= 0x20 && $0 != 0x7f }
        line += text
        cursor = line.count
        screen += text
        return keys.dropFirst(text.count)
    }

    private static let eraseToEnd = Array("\u{1b}[J".utf8)

    private mutating func reset() {
        line = []
        cursor = 0
        recalled = nil
    }

    private mutating func insert(_ byte: UInt8, _ screen: inout [UInt8]) -> Result {
        guard line.count < mostBytes else { return .overflow }
        line.insert(byte, at: cursor)
        cursor += 1
        screen.append(byte)
        // What stands behind moves along.
        screen += line[cursor...]
        screen += [UInt8](repeating: 0x08, count: line.count - cursor)
        return .editing
    }

    private mutating func deleteBackward(_ screen: inout [UInt8]) {
        guard cursor > 0 else { return screen.append(0x07) }
        cursor -= 1
        screen.append(0x08)
        deleteForward(&screen)
    }

    private mutating func deleteForward(_ screen: inout [UInt8]) {
        guard cursor < line.count else { return screen.append(0x07) }
        line.remove(at: cursor)
        screen += line[cursor...] + Self.eraseToEnd
        screen += [UInt8](repeating: 0x08, count: line.count - cursor)
    }

    private mutating func moveCursor(to position: Int, _ screen: inout [UInt8]) {
        let target = min(max(position, 0), line.count)
        if target < cursor {
            screen += [UInt8](repeating: 0x08, count: cursor - target)
        } else {
            screen += line[cursor..<target]
        }
        cursor = target
    }

    private func redraw(_ prompt: ByteString, _ screen: inout [UInt8]) {
        screen += [0x0d] + prompt.bytes + line + Self.eraseToEnd
        screen += [UInt8](repeating: 0x08, count: line.count - cursor)
    }

    private mutating func recall(_ step: Int, _ history: [ByteString], _ prompt: ByteString, _ screen: inout [UInt8]) {
        let position = (recalled ?? history.count) + step
        guard history.indices.contains(position) || position == history.count && recalled != nil else {
            return screen.append(0x07)
        }
        recalled = position == history.count ? nil : position
        line = position == history.count ? [] : history[position].bytes
        cursor = line.count
        redraw(prompt, &screen)
    }

    private mutating func continueEscape(
        _ byte: UInt8, _ history: [ByteString], _ prompt: ByteString, _ screen: inout [UInt8]
    ) {
        escape.append(byte)
        // ESC, then [ or O, then perhaps digits, then a letter or ~.
        if escape.count == 2, byte == UInt8(ascii: "[") || byte == UInt8(ascii: "O") { return }
        if byte.isDigit || byte == UInt8(ascii: ";"), escape.count < 8 { return }
        let sequence = escape.dropFirst(2)
        escape = []
        switch sequence {
        case [UInt8(ascii: "A")]: recall(-1, history, prompt, &screen)
        case [UInt8(ascii: "B")]: recall(1, history, prompt, &screen)
        case [UInt8(ascii: "C")]: moveCursor(to: cursor + 1, &screen)
        case [UInt8(ascii: "D")]: moveCursor(to: cursor - 1, &screen)
        case [UInt8(ascii: "H")], [UInt8(ascii: "1"), UInt8(ascii: "~")]: moveCursor(to: 0, &screen)
        case [UInt8(ascii: "F")], [UInt8(ascii: "4"), UInt8(ascii: "~")]: moveCursor(to: line.count, &screen)
        case [UInt8(ascii: "3"), UInt8(ascii: "~")]: deleteForward(&screen)
        default: break
        }
    }
}
