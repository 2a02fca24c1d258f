/// Names and values of a query or of a form's body. Only used to look at, so what is broken is read as it stands.
struct FormFields: Hashable, Sendable {
    struct Field: Hashable, Sendable {
        /// In lower case.
        var name: String
        var value: [UInt8]
        /// The name a file had on the client's side.
        var fileName: String?
    }

    private(set) var fields: [Field] = []

    init() {}

    /// `application/x-www-form-urlencoded`.
    init(encoded: ArraySlice<UInt8>) {
        for pair in encoded.split(separator: 0x26, maxSplits: Self.mostFields) {
            guard fields.count < Self.mostFields else { return }
            let name = pair.prefix { $0 != 0x3d }
            fields.append(
                Field(
                    name: String(decoding: ASCII.lowercased(Self.decoded(name)), as: UTF8.self),
                    value: Self.decoded(pair[name.endIndex...].dropFirst())))
        }
    }

    /// `multipart/form-data` (RFC 7578) with that boundary.
    init(multipart body: ArraySlice<UInt8>, boundary: [UInt8]) {
        let mark = Array("--".utf8) + boundary
        guard !boundary.isEmpty, boundary.count <= Self.mostBoundaryBytes else { return }
        var rest = body
        guard let first = ASCII.range(of: mark, in: rest.prefix(Self.mostPreambleBytes)) else { return }
        rest = rest[first.upperBound...]
        while fields.count < Self.mostFields, let next = ASCII.range(of: [0x0d, 0x0a] + mark, in: rest) {
            if let field = Self.part(rest[..<next.lowerBound]) { fields.append(field) }
            rest = rest[next.upperBound...]
        }
        // The client left, or the rest was not kept: what came of the last part.
        if fields.count < Self.mostFields, !rest.starts(with: "--".utf8), let field = Self.part(rest) {
            fields.append(field)
        }
    }

    /// The first value of that name, which is given in lower case.
    subscript(name: String) -> [UInt8]? {
        fields.first { $0.name == name }?.value
    }

    /// The first value that has one of these names, the earlier names first.
    func first(of names: [String]) -> [UInt8]? {
        for name in names { if let value = self[name] { return value } }
        return nil
    }

    mutating func append(_ other: FormFields) { fields += other.fields }

    /// "Content-Disposition: form-data; name=…; filename=…", a blank line, the value.
    private static func part(_ part: ArraySlice<UInt8>) -> Field? {
        guard let blank = ASCII.range(of: [0x0d, 0x0a, 0x0d, 0x0a], in: part) else { return nil }
        let head = String(decoding: part[..<blank.lowerBound].prefix(mostPartHeadBytes), as: UTF8.self)
        guard let name = parameter("name", of: head) else { return nil }
        return Field(
            name: name.lowercased(), value: Array(part[blank.upperBound...]), fileName: parameter("filename", of: head))
    }

    private static func parameter(_ name: String, of head: String) -> String? {
        for piece in head.split(whereSeparator: { $0 == ";" || $0.isNewline }) {
            let text = piece.drop { $0 == " " }
            guard text.lowercased().hasPrefix(name + "=") else { continue }
            return String(text.dropFirst(name.count + 1).drop { $0 == "\"" }.prefix { $0 != "\"" })
        }
        return nil
    }

    private static func decoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var index = text.startIndex
        while index < text.endIndex {
            if text[index] == 0x25, index + 2 < text.endIndex, let high = ASCII.hexadecimalValue(text[index + 1]),
                let low = ASCII.hexadecimalValue(text[index + 2])
            {
                bytes.append(high << 4 | low)
                index += 3
            } else {
                bytes.append(text[index] == 0x2b ? 0x20 : text[index])
                index += 1
            }
        }
        return bytes
    }

    private static let mostFields = 64
    private static let mostBoundaryBytes = 200
    /// How far the first boundary is looked for.
    private static let mostPreambleBytes = 2048
    private static let mostPartHeadBytes = 2048
}
