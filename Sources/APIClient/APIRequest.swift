import NIOHTTP1

/// One request, before the server's address and the credential are added.
struct APIRequest {
    var method: HTTPMethod = .GET
    /// With its query, as it goes on the wire.
    var path: String
    var body: [UInt8] = []
    var contentType: String?
    var isGzipped = false
    /// Bytes of a successful answer that are read.
    var responseLimit = 1024 * 1024
}
