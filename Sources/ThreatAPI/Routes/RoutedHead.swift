import HTTPTypes
import Hummingbird

/// The head of a routed request as the endpoints take it: a copy, because Hummingbird keeps text in strings.
struct RoutedHead: Sendable {
    let isHead: Bool
    /// All parts, end to end.
    private var bytes: [UInt8] = []
    private var path = 0..<0
    private var query = 0..<0
    private var authorization: Range<Int>?
    private var facadeKey: Range<Int>?
    private var ifNoneMatch: Range<Int>?
    private var ifModifiedSince: Range<Int>?
    private var acceptEncoding: Range<Int>?

    init(_ request: Request) {
        isHead = request.method == .head
        path = append(request.uri.path)
        query = append(request.uri.query ?? "")
        authorization = request.headers[.authorization].map { append($0) }
        facadeKey = PathDialect(path: request.uri.path).keyField.flatMap { request.headers[$0] }.map { append($0) }
        ifNoneMatch = request.headers[.ifNoneMatch].map { append($0) }
        ifModifiedSince = request.headers[.ifModifiedSince].map { append($0) }
        acceptEncoding = request.headers[.acceptEncoding].map { append($0) }
    }

    private mutating func append(_ text: String) -> Range<Int> {
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        return start..<bytes.count
    }

    func withHead<Result>(_ body: (RequestHead) throws(RequestError) -> Result) throws(RequestError) -> Result {
        try bytes.withUnsafeBufferPointer { (buffer) throws(RequestError) in
            let bytes = UnsafeRawBufferPointer(buffer)
            func part(_ range: Range<Int>) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[range]) }
            return try body(
                RequestHead(
                    isHead: isHead, path: part(path), query: part(query), authorization: authorization.map(part),
                    facadeKey: facadeKey.map(part), ifNoneMatch: ifNoneMatch.map(part),
                    ifModifiedSince: ifModifiedSince.map(part),
                    acceptEncoding: acceptEncoding.map(part)))
        }
    }
}
