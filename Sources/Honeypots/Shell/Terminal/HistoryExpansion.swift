/// What an interactive bash makes of `!` before it reads a line (bash(1), "HISTORY EXPANSION").
struct HistoryExpansion {
    enum Result: Hashable, Sendable {
        /// There was nothing to expand.
        case same
        case line([UInt8])
        /// Shown and remembered, but not run: `:p`.
        case shown([UInt8])
        /// "!foo: event not found".
        case failed(ByteString)
    }

    private let history: [ByteString]
    /// Bytes a line may become.
    private static let mostBytes = 8192

    private struct Fault: Error { var message: ByteString }

    static func expand(_ line: [UInt8], _ history: [ByteString]) -> Result {
        guard line.contains(UInt8(ascii: "!")) || line.first == UInt8(ascii: "^") else { return .same }
        return Self(history: history).expand(line)
    }

    private func expand(_ line: [UInt8]) -> Result {
        do {
            if line.first == UInt8(ascii: "^") { return .line(try substituted(line)) }
            var output: [UInt8] = []
            var rest = line[...]
            var hasChanged = false
            var onlyShows = false
            var (isSingle, isDouble) = (false, false)
            var previous: UInt8 = 0
            while let byte = rest.popFirst(), output.count < Self.mostBytes {
                if byte == UInt8(ascii: "\\"), !isSingle, let next = rest.popFirst() {
                    output += [byte, next]
                    previous = next
                    continue
                }
                if byte == UInt8(ascii: "'"), !isDouble { isSingle.toggle() }
                if byte == UInt8(ascii: "\""), !isSingle { isDouble.toggle() }
                guard byte == UInt8(ascii: "!"), !isSingle, begins(rest, isDouble), previous != UInt8(ascii: "$"),
                    previous != UInt8(ascii: "["), !output.hasSuffix("${")
                else {
                    output.append(byte)
                    previous = byte
                    continue
                }
                let (text, shows) = try event(&rest, before: output)
                output += text
                onlyShows = onlyShows || shows
                hasChanged = true
                previous = text.last ?? 0
            }
            return hasChanged ? (onlyShows ? .shown(output) : .line(output)) : .same
        } catch {
            return .failed(error.message)
        }
    }

    /// Whether what follows a `!` makes it more than that.
    private func begins(_ rest: ArraySlice<UInt8>, _ isDouble: Bool) -> Bool {
        guard let next = rest.first else { return false }
        return !next.isSpace && next != UInt8(ascii: "=") && next != UInt8(ascii: "(")
            && !(isDouble && next == UInt8(ascii: "\""))
    }

    /// `^old^new^`.
    private func substituted(_ line: [UInt8]) throws(Fault) -> [UInt8] {
        let parts = line.dropFirst().split(
            separator: UInt8(ascii: "^"), maxSplits: 2, omittingEmptySubsequences: false)
        guard let last = history.last, let old = parts.first, !old.isEmpty,
            let place = last.range(of: ByteString(old), from: 0)
        else { throw Fault(message: ":s\(ByteString(line)): substitution failed") }
        let new = parts.count > 1 ? Array(parts[1]) : []
        let tail = parts.count > 2 ? Array(parts[2]) : []
        return Array(last[..<place]) + new + Array(last[(place + old.count)...]) + tail
    }

    // MARK: Events

    private func event(_ rest: inout ArraySlice<UInt8>, before: [UInt8]) throws(Fault) -> ([UInt8], Bool) {
        let start = rest
        func missing(_ taken: Int) -> Fault {
            Fault(message: "!\(ByteString(start.prefix(taken))): event not found")
        }
        var found: ByteString?
        var hasDesignator = true
        switch rest.first {
        case UInt8(ascii: "!"):
            rest.removeFirst()
            found = history.last
        case UInt8(ascii: "$"), UInt8(ascii: "^"), UInt8(ascii: "*"), UInt8(ascii: ":"): found = history.last
        case UInt8(ascii: "#"):
            rest.removeFirst()
            return (before, false)
        case UInt8(ascii: "?"):
            let text = rest.dropFirst().prefix { $0 != UInt8(ascii: "?") }
            rest = rest[text.endIndex...]
            if rest.first == UInt8(ascii: "?") { rest.removeFirst() }
            let part = ByteString(text)
            found = history.last { $0.range(of: part, from: 0) != nil }
        default:
            let isBack = rest.first == UInt8(ascii: "-")
            let digits = (isBack ? rest.dropFirst() : rest).prefix { $0.isDigit }
            if let number = digits.decimal {
                rest = rest[digits.endIndex...]
                let index = isBack ? history.count - number : number - 1
                found = history.indices.contains(index) ? history[index] : nil
            } else {
                let text = rest.prefix { !$0.isSpace && !":;&|<>()\"'".utf8.contains($0) }
                rest = rest[text.endIndex...]
                found = text.isEmpty ? nil : history.last { $0.hasPrefix(ByteString(text)) }
                hasDesignator = rest.first == UInt8(ascii: ":")
            }
        }
        guard let found else { throw missing(rest.startIndex - start.startIndex) }
        var text = found
        if hasDesignator { text = try words(of: found, &rest) }
        let shows = try modify(&text, &rest)
        return (text.bytes, shows)
    }

    /// `:n`, `:n-m`, `^`, `$`, `*`: which words of it.
    private func words(of line: ByteString, _ rest: inout ArraySlice<UInt8>) throws(Fault) -> ByteString {
        let start = rest
        var probe = rest
        if probe.first == UInt8(ascii: ":") { probe.removeFirst() }
        guard let sign = probe.first, sign.isDigit || "^$*-".utf8.contains(sign) else { return line }
        let all = Self.words(line)
        func number() -> Int? {
            if probe.first == UInt8(ascii: "^") {
                probe.removeFirst()
                return 1
            }
            if probe.first == UInt8(ascii: "$") {
                probe.removeFirst()
                return all.count - 1
            }
            let digits = probe.prefix { $0.isDigit }
            probe = probe[digits.endIndex...]
            return digits.decimal
        }
        var range: ClosedRange<Int>?
        if sign == UInt8(ascii: "*") {
            probe.removeFirst()
            guard all.count > 1 else {
                rest = probe
                return ""
            }
            range = 1...(all.count - 1)
        } else {
            let first = number() ?? 0
            var last = first
            if probe.first == UInt8(ascii: "*") {
                probe.removeFirst()
                last = all.count - 1
            } else if probe.first == UInt8(ascii: "-") {
                probe.removeFirst()
                last = number() ?? all.count - 2
            }
            if first <= last { range = first...last }
        }
        guard let range, range.lowerBound >= 0, range.upperBound < all.count else {
            throw Fault(message: "\(ByteString(start.prefix(probe.startIndex - start.startIndex))): bad word specifier")
        }
        rest = probe
        return all[range].map { $0 }.joined(by: " ")
    }

    /// `:p`, `:h`, `:t`, `:r`, `:e`, `:s/old/new/`, `:gs/old/new/`; true: it is only to be shown.
    private func modify(_ text: inout ByteString, _ rest: inout ArraySlice<UInt8>) throws(Fault) -> Bool {
        var shows = false
        while rest.first == UInt8(ascii: ":"), let letter = rest.dropFirst().first {
            var probe = rest.dropFirst(2)
            switch letter {
            case UInt8(ascii: "p"): shows = true
            case UInt8(ascii: "h"): text = ByteString(text[..<(text.lastIndex(of: UInt8(ascii: "/")) ?? text.count)])
            case UInt8(ascii: "t"): text = ByteString(text.split(separator: UInt8(ascii: "/")).last ?? text[...])
            case UInt8(ascii: "r"): text = ByteString(text[..<(text.lastIndex(of: UInt8(ascii: ".")) ?? text.count)])
            case UInt8(ascii: "e"): text = ByteString(text[(text.lastIndex(of: UInt8(ascii: ".")) ?? 0)...])
            case UInt8(ascii: "s"), UInt8(ascii: "g"):
                let isGlobal = letter == UInt8(ascii: "g")
                if isGlobal {
                    guard probe.first == UInt8(ascii: "s") else { return shows }
                    probe.removeFirst()
                }
                guard let mark = probe.popFirst() else { return shows }
                let old = ByteString(probe.prefix { $0 != mark })
                probe = probe.dropFirst(old.count + 1)
                let new = ByteString(probe.prefix { $0 != mark })
                probe = probe.dropFirst(new.count)
                if probe.first == mark { probe.removeFirst() }
                guard !old.isEmpty, let place = text.range(of: old, from: 0) else {
                    throw Fault(message: ":s/\(old)/\(new)/: substitution failed")
                }
                text =
                    isGlobal
                    ? text.replacing(old, with: new)
                    : ByteString(text[..<place]) + new + ByteString(text[(place + old.count)...])
            default: return shows
            }
            rest = probe
        }
        return shows
    }

    /// Words as the shell would read them: quotes keep blanks together, operators stand alone.
    private static func words(_ line: ByteString) -> [ByteString] {
        var words: [ByteString] = []
        var word = ByteString()
        var quote: UInt8?
        var rest = line[...]
        func isOperator(_ byte: UInt8) -> Bool { ";&|<>()".utf8.contains(byte) }
        while let byte = rest.popFirst() {
            if let mark = quote {
                word.append(byte)
                if byte == mark { quote = nil }
            } else if byte == UInt8(ascii: "\\") {
                word.append(byte)
                if let next = rest.popFirst() { word.append(next) }
            } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "`") {
                quote = byte
                word.append(byte)
            } else if byte.isSpace || isOperator(byte) {
                if !word.isEmpty { words.append(word) }
                word = ""
                if isOperator(byte) {
                    let more = rest.prefix { $0 == byte }
                    words.append(ByteString([byte] + more))
                    rest = rest.dropFirst(more.count)
                }
            } else {
                word.append(byte)
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }
}
