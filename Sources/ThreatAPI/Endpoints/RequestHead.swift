/// The parts of a request that the metered reads depend on, lying in memory that is valid only during the call.
///
/// The fast path points into the bytes as they came from the socket, the router into copies of them.
struct RequestHead {
    var isHead: Bool
    /// Without the query.
    var path: UnsafeRawBufferPointer
    /// Without the question mark; empty when there is none.
    var query: UnsafeRawBufferPointer
    var authorization: UnsafeRawBufferPointer?
    /// The key in the header field that the clients of another product send it in, at a path of that product's API.
    var facadeKey: UnsafeRawBufferPointer?
    var ifNoneMatch: UnsafeRawBufferPointer?
    var ifModifiedSince: UnsafeRawBufferPointer?
    var acceptEncoding: UnsafeRawBufferPointer?
    /// What balancers say about for whom they speak.
    var forwardedFor: UnsafeRawBufferPointer?
    var forwarded: UnsafeRawBufferPointer?
    /// For the log alone.
    var userAgent: UnsafeRawBufferPointer?
}
