/// A whole request.
struct HTTPRequest: Sendable {
    var head: HTTPHead
    var body = HTTPBody()
}

/// What a request brought behind its head: the first bytes are kept, the others counted.
struct HTTPBody: Sendable {
    private(set) var kept: [UInt8] = []
    private(set) var size = 0
    /// Whether all of it has come.
    var isComplete = true

    mutating func append(_ bytes: ArraySlice<UInt8>, keeping limit: Int) {
        size += bytes.count
        kept += bytes.prefix(max(0, limit - kept.count))
    }
}
