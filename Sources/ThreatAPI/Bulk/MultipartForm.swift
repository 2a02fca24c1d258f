import Glibc

/// A body of `multipart/form-data` (RFC 7578, RFC 2046 §5.1.1), as far as one of its fields is concerned.
struct MultipartForm {
    static let maximumParts = 32
    /// Bytes of the fields at the head of a part.
    static let maximumHeadLength = 4 << 10
    /// RFC 2046 §5.1.1.
    static let maximumBoundaryLength = 70

    private let body: UnsafeBufferPointer<UInt8>
    /// Line end, two hyphens, boundary: how a part ends and the next begins.
    private let delimiter: [UInt8]

    /// - Parameter contentType: of the whole body.
    init(_ body: UnsafeBufferPointer<UInt8>, contentType: String) throws(RequestError) {
        guard let boundary = HeaderParameters.value(of: "boundary", in: contentType),
            (1...Self.maximumBoundaryLength).contains(boundary.utf8.count),
            boundary.utf8.allSatisfy({ (0x20...0x7e).contains($0) })
        else {
            throw .badRequest("the content type must name the form's boundary: multipart/form-data; boundary=…")
        }
        self.body = body
        delimiter = Array("\r\n--\(boundary)".utf8)
    }

    /// Where the content of the field of that name lies. Of several, none is meant.
    func field(_ name: String) throws(RequestError) -> Range<Int> {
        var found: Range<Int>?
        guard var current = firstDelimiter() else {
            throw .badRequest("the form does not begin with the boundary that its content type names")
        }
        for _ in 0..<Self.maximumParts {
            if current.isLast {
                guard let found else { throw .badRequest("the form must have a field '\(name)'") }
                return found
            }
            let (head, start) = try head(from: current.end)
            guard let next = nextDelimiter(from: start - 2) else {
                throw .badRequest("the form ends before its last boundary")
            }
            if Self.isHead(head, ofField: name) {
                guard found == nil else { throw .badRequest("the form has several fields '\(name)'") }
                found = start..<max(start, next.start)
            }
            current = next
        }
        throw .badRequest("the form may have at most \(Self.maximumParts) fields")
    }

    // MARK: Delimiters

    private struct Delimiter {
        /// Of its line end.
        var start: Int
        /// Behind it, on the line end that follows.
        var end: Int
        var isLast: Bool
    }

    private func firstDelimiter() -> Delimiter? {
        // The first one needs no line end before it.
        if body.starts(with: delimiter[2...]), let first = delimiter(start: 0, nameEnd: delimiter.count - 2) {
            return first
        }
        return nextDelimiter(from: 0)
    }

    private func nextDelimiter(from position: Int) -> Delimiter? {
        var position = position
        while let start = find(delimiter, from: position) {
            if let found = delimiter(start: start, nameEnd: start + delimiter.count) { return found }
            position = start + 2
        }
        return nil
    }

    /// `nil` when the line goes on: then it is content that only begins like a delimiter.
    private func delimiter(start: Int, nameEnd: Int) -> Delimiter? {
        var end = nameEnd
        let isLast = matches("--", at: end)
        if isLast { end += 2 }
        while end < body.count, body[end] == UInt8(ascii: " ") || body[end] == UInt8(ascii: "\t") { end += 1 }
        guard matches("\r\n", at: end) || (isLast && end == body.count) else { return nil }
        return Delimiter(start: start, end: end, isLast: isLast)
    }

    // MARK: Heads

    /// The fields of a part that begin behind the line end at `position`, and where its content begins.
    private func head(from position: Int) throws(RequestError) -> (text: String, content: Int) {
        // A part without fields begins with the line end that ends its head.
        let limit = min(body.count, position + Self.maximumHeadLength)
        guard let end = find(Array("\r\n\r\n".utf8), from: position, to: limit) else {
            throw .badRequest("a part of the form has no end to its head within \(Self.maximumHeadLength) bytes")
        }
        return (String(decoding: body[position..<end], as: UTF8.self), end + 4)
    }

    private static func isHead(_ text: String, ofField name: String) -> Bool {
        for line in text.split(separator: "\r\n") {
            guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == "content-disposition" else {
                continue
            }
            let value = line[line.index(after: colon)...]
            return HeaderParameters.value(of: "name", in: value) == name
        }
        return false
    }

    // MARK: Bytes

    private func matches(_ text: StaticString, at position: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        guard position <= body.count - count else { return false }
        return ASCIIText.equals(UnsafeBufferPointer(rebasing: body[position..<position + count]), text)
    }

    /// The first place of `needle`, which begins with a carriage return, as every end of a line does.
    private func find(_ needle: [UInt8], from start: Int, to end: Int? = nil) -> Int? {
        let end = end ?? body.count
        guard let base = body.baseAddress, needle.count > 0 else { return nil }
        var position = start
        while position >= 0, position + needle.count <= end {
            guard let found = memchr(base + position, 0x0d, end - needle.count + 1 - position) else { return nil }
            position = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            if memcmp(base + position, needle, needle.count) == 0 { return position }
            position += 1
        }
        return nil
    }
}
