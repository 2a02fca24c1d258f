import Glibc

/// Recognises the requests that are answered before any HTTP machinery: `GET /v1/key/check/…`, `GET` and `HEAD
/// /v1/key/blacklist`, without body, in plain HTTP/1.1.
///
/// Strict on purpose: whatever is unusual about a request (a folded line, a bare line feed, an expectation, a repeated
/// credential …) makes it somebody else's, who has the whole of RFC 9112 in mind. Nothing is guessed here.
struct HotRequest {
    /// The longest head looked at, and the most fields in it.
    static let maximumHeadLength = 8 << 10
    static let maximumFieldCount = 64

    enum Kind {
        case check
        case blacklist
    }

    enum Recognition {
        case hot(HotRequest)
        /// It may become one when more of it has come.
        case incomplete
        /// Not one of these.
        case other
    }

    let kind: Kind
    let head: RequestHead
    /// Bytes of the request, the empty line included.
    let length: Int

    private static let beginnings: [(text: StaticString, method: Int, kind: Kind, isHead: Bool)] = [
        ("GET /v1/key/check/", 4, .check, false),
        ("GET /v1/key/blacklist", 4, .blacklist, false),
        ("HEAD /v1/key/blacklist", 5, .blacklist, true),
    ]
    private static let version: StaticString = " HTTP/1.1\r"

    static func recognise(_ bytes: UnsafeRawBufferPointer) -> Recognition {
        for (text, method, kind, isHead) in beginnings {
            let length = text.utf8CodeUnitCount
            let common = min(length, bytes.count)
            guard let start = bytes.baseAddress, memcmp(start, text.utf8Start, common) == 0 else { continue }
            return common < length
                ? .incomplete : recognise(bytes, targetStart: method, kind: kind, isHead: isHead)
        }
        return .other
    }

    private static func recognise(
        _ bytes: UnsafeRawBufferPointer, targetStart: Int, kind: Kind, isHead: Bool
    ) -> Recognition {
        guard let lineEnd = lineFeed(in: bytes, from: targetStart) else { return unfinished(bytes) }
        let versionStart = lineEnd - version.utf8CodeUnitCount
        guard versionStart > targetStart,
            ASCIIText.equals(UnsafeRawBufferPointer(rebasing: bytes[versionStart..<lineEnd]), version)
        else { return .other }
        let target = UnsafeRawBufferPointer(rebasing: bytes[targetStart..<versionStart])
        guard target.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "#") }) else { return .other }
        let mark = target.firstIndex(of: UInt8(ascii: "?"))
        let path = UnsafeRawBufferPointer(rebasing: target[..<(mark ?? target.count)])
        let query = UnsafeRawBufferPointer(rebasing: target[(mark.map { $0 + 1 } ?? target.count)...])
        switch kind {
        case .check:
            // One more part, and that alone: anything else is no path of ours.
            let address = path.dropFirst(Endpoints.checkPath.utf8CodeUnitCount)
            guard !address.isEmpty, !address.contains(UInt8(ascii: "/")) else { return .other }
        case .blacklist: guard path.count == Endpoints.blacklistPath.utf8CodeUnitCount else { return .other }
        }

        var head = RequestHead(isHead: isHead, path: path, query: query)
        var hosts = 0
        var fields = 0
        var start = lineEnd + 1
        while let end = lineFeed(in: bytes, from: start) {
            guard end > start, bytes[end - 1] == UInt8(ascii: "\r") else { return .other }
            let line = UnsafeRawBufferPointer(rebasing: bytes[start..<end - 1])
            if line.isEmpty {
                return hosts == 1 ? .hot(HotRequest(kind: kind, head: head, length: end + 1)) : .other
            }
            fields += 1
            guard fields <= maximumFieldCount, take(line, into: &head, hosts: &hosts) else { return .other }
            start = end + 1
        }
        return unfinished(bytes)
    }

    private static func unfinished(_ bytes: UnsafeRawBufferPointer) -> Recognition {
        bytes.count < maximumHeadLength ? .incomplete : .other
    }

    /// Takes one field of the head; `false` when it makes the request somebody else's.
    private static func take(
        _ line: UnsafeRawBufferPointer, into head: inout RequestHead, hosts: inout Int
    ) -> Bool {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0 else { return false }
        let name = UnsafeRawBufferPointer(rebasing: line[..<colon])
        guard FieldBytes.isName(name) else { return false }
        var start = colon + 1
        var end = line.count
        while start < end, isBlank(line[start]) { start += 1 }
        while end > start, isBlank(line[end - 1]) { end -= 1 }
        let value = UnsafeRawBufferPointer(rebasing: line[start..<end])
        guard FieldBytes.isValue(value) else { return false }

        // By length first: most fields of most requests are none of these.
        switch name.count {
        case 4: if ASCIIText.equalsIgnoringCase(name, "host") { hosts += 1 }
        case 6: return !ASCIIText.equalsIgnoringCase(name, "expect")
        case 7: return !ASCIIText.equalsIgnoringCase(name, "upgrade")
        case 9:
            if ASCIIText.equalsIgnoringCase(name, "forwarded") {
                guard head.forwarded == nil else { return false }
                head.forwarded = value
            }
        case 10:
            if ASCIIText.equalsIgnoringCase(name, "user-agent") {
                head.userAgent = value
            } else if ASCIIText.equalsIgnoringCase(name, "connection") {
                return ASCIIText.equalsIgnoringCase(value, "keep-alive")
            }
        case 13:
            if ASCIIText.equalsIgnoringCase(name, "authorization") {
                guard head.authorization == nil else { return false }
                head.authorization = value
            } else if ASCIIText.equalsIgnoringCase(name, "if-none-match") {
                guard head.ifNoneMatch == nil else { return false }
                head.ifNoneMatch = value
            }
        case 14: return !ASCIIText.equalsIgnoringCase(name, "content-length") || ASCIIText.equals(value, "0")
        case 15:
            if ASCIIText.equalsIgnoringCase(name, "accept-encoding") {
                guard head.acceptEncoding == nil else { return false }
                head.acceptEncoding = value
            } else if ASCIIText.equalsIgnoringCase(name, "x-forwarded-for") {
                guard head.forwardedFor == nil else { return false }
                head.forwardedFor = value
            }
        case 17:
            if ASCIIText.equalsIgnoringCase(name, "if-modified-since") {
                guard head.ifModifiedSince == nil else { return false }
                head.ifModifiedSince = value
            }
            return !ASCIIText.equalsIgnoringCase(name, "transfer-encoding")
        default: break
        }
        return true
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    private static func lineFeed(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard start < bytes.count, let base = bytes.baseAddress,
            let found = memchr(base + start, 0x0a, bytes.count - start)
        else { return nil }
        return UnsafeRawPointer(found) - base
    }
}
