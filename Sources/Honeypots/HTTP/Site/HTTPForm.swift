/// What a request's body holds when it is a form: fields, and files beside them.
struct HTTPForm: Sendable {
    struct File: Sendable {
        /// As the visitor names it.
        var name: ByteString
        var content: ArraySlice<UInt8>
    }

    /// Parts looked at.
    private static let maximumParts = 64
    /// Bytes of a boundary (RFC 2046 §5.1.1).
    private static let maximumBoundary = 70
    /// Bytes of one part's own head.
    private static let maximumPartHead = 4096

    private(set) var fields: [HTTPFormField] = []
    private(set) var files: [File] = []

    init(_ request: HTTPRequest) {
        let type = request.head["content-type"] ?? ""
        let body = request.body.kept
        guard !body.isEmpty else { return }
        if type.lowercased.starts(with: "multipart/form-data".utf8) {
            if let boundary = Self.parameter("boundary", in: type.bytes), !boundary.isEmpty,
                boundary.count <= Self.maximumBoundary
            {
                readParts(body, boundary.bytes)
            }
        } else if type.isEmpty || type.lowercased.starts(with: "application/x-www-form-urlencoded".utf8) {
            fields = HTTPFormField.urlEncoded(body)
        } else if type.lowercased.starts(with: "application/json".utf8) {
            fields = Self.jsonFields(body)
        }
    }

    /// Parts between lines of two hyphens and the boundary (RFC 2046 §5.1.1).
    private mutating func readParts(_ body: [UInt8], _ boundary: [UInt8]) {
        let separator = Array("--".utf8) + boundary
        guard let first = Self.position(of: separator, in: body[...]) else { return }
        var rest = body[(first + separator.count)...]
        let end = [0x0d, 0x0a] + separator
        for _ in 0..<Self.maximumParts where rest.starts(with: [0x0d, 0x0a]) {
            let next = Self.position(of: end, in: rest)
            let part = rest[(rest.startIndex + 2)..<max(rest.startIndex + 2, next ?? rest.endIndex)]
            readPart(part)
            guard let next else { return }
            rest = rest[min(next + end.count, rest.endIndex)...]
        }
    }

    private mutating func readPart(_ part: ArraySlice<UInt8>) {
        let gap = Array("\r\n\r\n".utf8)
        guard let end = Self.position(of: gap, in: part.prefix(Self.maximumPartHead)) else { return }
        let content = part[(end + gap.count)...]
        let disposition =
            part[..<end].split(separator: 0x0a).map { ByteString($0) }
            .first { $0.lowercased.starts(with: "content-disposition:".utf8) } ?? ""
        if let name = Self.parameter("filename", in: disposition.bytes) {
            files.append(File(name: name, content: content))
        } else if let name = Self.parameter("name", in: disposition.bytes) {
            fields.append(HTTPFormField(name: name, value: ByteString(content)))
        }
    }

    /// The texts at the top of a JSON object, as far as they are simple: enough for a user name and a password.
    private static func jsonFields(_ body: [UInt8]) -> [HTTPFormField] {
        // Names and values are what stands between quotation marks, in turn.
        var texts: [(text: [UInt8], isName: Bool)] = []
        var current: [UInt8]?
        var isEscaped = false
        for (index, byte) in body.prefix(8192).enumerated() {
            guard var text = current else {
                if byte == UInt8(ascii: "\"") { current = [] }
                continue
            }
            if isEscaped {
                text.append(byte)
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                let follower = body[(index + 1)...].first { !$0.isSpace }
                texts.append((text, follower == UInt8(ascii: ":")))
                current = nil
                continue
            } else {
                text.append(byte)
            }
            current = text
        }
        return zip(texts, texts.dropFirst()).prefix(HTTPFormField.maximumFields).compactMap { name, value in
            name.isName && !value.isName
                ? HTTPFormField(name: ByteString(name.text), value: ByteString(value.text)) : nil
        }
    }

    /// `name=value` or `name="value"` behind a semicolon (RFC 9110 §5.6.6).
    private static func parameter(_ name: String, in header: [UInt8]) -> ByteString? {
        for part in header.split(separator: UInt8(ascii: ";")).dropFirst() {
            let pair = HTTPText.trimmed(part)
            let key = HTTPText.trimmed(pair.prefix { $0 != UInt8(ascii: "=") })
            guard key.lowercased.elementsEqual(name.utf8), pair.count > key.count else { continue }
            var value = HTTPText.trimmed(pair.drop { $0 != UInt8(ascii: "=") }.dropFirst().filter { $0 != 0x0d }).bytes[
                ...]
            if value.first == UInt8(ascii: "\""), value.count >= 2, value.last == UInt8(ascii: "\"") {
                value = value.dropFirst().dropLast()
            }
            return ByteString(value)
        }
        return nil
    }

    /// Where a sequence begins (Knuth, Morris, Pratt 1977): linear, whatever the visitor makes of the two.
    static func position(of wanted: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        guard let first = wanted.first, let start = bytes.firstIndex(of: first) else { return nil }
        // How much of the sequence's beginning its first n bytes end in.
        var overlaps = [0]
        var matched = 0
        for byte in wanted.dropFirst() {
            while matched > 0, wanted[matched] != byte { matched = overlaps[matched - 1] }
            if wanted[matched] == byte { matched += 1 }
            overlaps.append(matched)
        }
        matched = 0
        for index in start..<bytes.endIndex {
            while matched > 0, wanted[matched] != bytes[index] { matched = overlaps[matched - 1] }
            if wanted[matched] == bytes[index] { matched += 1 }
            if matched == wanted.count { return index - matched + 1 }
        }
        return nil
    }
}
