/// Collects the head of one request after another out of bytes that come in any portions.
struct HTTPHeadReader: Sendable {
    enum Outcome: Sendable {
        case head(HTTPHead)
        /// What was read does not pass; `read` is everything so far of this head.
        case fault(HTTPFault, read: [UInt8])
    }

    private let grammar: HTTPGrammar
    private var buffer: [UInt8] = []
    /// Where the line that is being read begins.
    private var lineStart = 0
    /// The fields' lines that are complete, without their ends.
    private var fieldLines: [Range<Int>] = []
    private var requestLine: Range<Int>?

    init(grammar: HTTPGrammar) { self.grammar = grammar }

    /// What has come of a head that is not complete.
    var unfinished: [UInt8] { buffer }

    /// Takes bytes up to the end of a head; nil when it is not complete yet and all of them were taken.
    mutating func next(_ input: inout ArraySlice<UInt8>) -> Outcome? {
        while let first = input.first {
            // Blank lines before a request are passed over (RFC 9112 §2.2).
            if buffer.isEmpty, first == 0x0d || first == 0x0a {
                input.removeFirst()
                continue
            }
            let end = input.firstIndex(of: 0x0a).map { $0 + 1 }
            let room = grammar.lineBytes &- (buffer.count - lineStart)
            let piece = input[..<(end ?? input.endIndex)].prefix(room)
            let isCut = piece.endIndex < end ?? input.endIndex
            buffer += piece
            input = input[piece.endIndex...]
            if requestLine == nil, grammar.refusesBytesAtOnce, !hasPlausibleMethod { return fault(.line, &input) }
            if isCut { return fault(requestLine == nil ? .lineTooLong : .fieldTooLong, &input) }
            if buffer.count > grammar.headBytes { return fault(.fieldTooLong, &input) }
            guard end != nil else { return nil }
            if let outcome = takeLine(&input) { return outcome }
        }
        return nil
    }

    /// A line is complete: the last byte of the buffer ends it.
    private mutating func takeLine(_ input: inout ArraySlice<UInt8>) -> Outcome? {
        var line = lineStart..<(buffer.count - 1)
        if line.upperBound > line.lowerBound, buffer[line.upperBound - 1] == 0x0d {
            line = line.lowerBound..<(line.upperBound - 1)
        } else if grammar.needsCarriageReturns {
            return fault(requestLine == nil ? .line : .field, &input)
        }
        lineStart = buffer.count
        guard let requestLine else {
            self.requestLine = line
            let parsed = HTTPRequestLine(buffer[line])
            if let reason = Self.fault(of: parsed, grammar) { return fault(reason, &input) }
            // HTTP/0.9 has no fields.
            return parsed.versionText.isEmpty ? finish(line) : nil
        }
        guard !line.isEmpty else { return finish(requestLine) }
        guard fieldLines.count < grammar.fields else { return fault(.tooManyFields, &input) }
        fieldLines.append(line)
        return nil
    }

    private mutating func finish(_ line: Range<Int>) -> Outcome {
        let raw = buffer
        var fields: [HTTPField] = []
        fields.reserveCapacity(fieldLines.count)
        for range in fieldLines {
            let text = raw[range]
            if let first = text.first, first == 0x20 || first == 0x09, let last = fields.last {
                // A line that goes on with the one before it (obs-fold, RFC 9112 §5.2).
                if grammar.needsWellFormedFields {
                    fields[fields.count - 1] = HTTPField(
                        name: last.name, value: raw[last.value.startIndex..<range.upperBound])
                }
                continue
            }
            let name = text.prefix { $0 != 0x3a }
            let isField =
                name.endIndex < text.endIndex && !name.isEmpty && name.allSatisfy(ASCII.isToken)
                && !text.contains(0x00)
            if isField {
                fields.append(HTTPField(name: name, value: ASCII.trimmed(text[(name.endIndex + 1)...])))
            } else if grammar.needsWellFormedFields || text.contains(0x00) {
                reset()
                return .fault(.field, read: raw)
            }
        }
        reset()
        return .head(HTTPHead(raw: raw, line: HTTPRequestLine(raw[line]), fields: fields))
    }

    /// The connection ends after this: what else has come already is evidence, as far as there is room for it.
    private mutating func fault(_ reason: HTTPFault, _ input: inout ArraySlice<UInt8>) -> Outcome {
        let read = buffer + input.prefix(max(0, grammar.headBytes - buffer.count))
        input = []
        reset()
        return .fault(reason, read: read)
    }

    private mutating func reset() {
        buffer = []
        lineStart = 0
        fieldLines = []
        requestLine = nil
    }

    /// Whether what has come of the line may be the beginning of a method.
    private var hasPlausibleMethod: Bool {
        guard let end = buffer.firstIndex(of: 0x20) else {
            return buffer.allSatisfy { ASCII.isUpperCase($0) || $0 == 0x5f || $0 == 0x0d || $0 == 0x0a }
        }
        return end > 0 && buffer[..<end].allSatisfy { ASCII.isUpperCase($0) || $0 == 0x5f }
    }

    private static func fault(of line: HTTPRequestLine, _ grammar: HTTPGrammar) -> HTTPFault? {
        guard !line.method.isEmpty, line.method.allSatisfy(ASCII.isToken), !line.target.isEmpty,
            !line.target.contains(0x00)
        else { return .line }
        if grammar.needsSingleBlanks {
            // A control character or a blank in the target is no request to a strict reader.
            guard line.target.allSatisfy({ $0 > 0x20 && $0 != 0x7f }) else { return .line }
        } else if ASCII.trimmed(line.target).contains(0x20) {
            return .line
        }
        // HTTP/0.9 knows one method, and paths alone.
        if line.versionText.isEmpty {
            return line.method.elementsEqual("GET".utf8) && line.target.first == 0x2f ? nil : .line
        }
        return line.version == nil ? .version : nil
    }
}
