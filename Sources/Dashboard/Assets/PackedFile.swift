import APIClient
import Crypto
import HTTPTypes
import Hummingbird
import WebPages

/// A file of the program as it is sent: compressed once, for all who ask.
struct PackedFile: Sendable {
    private let file: StaticFile
    private let plain: ByteBuffer
    /// `nil`: compressed, it would be no smaller.
    private let packed: ByteBuffer?
    private let tag: String
    private let keeping: String

    /// - Parameter isNamedByContent: what is in it never changes under its name.
    init(_ file: StaticFile, isNamedByContent: Bool) {
        self.file = file
        plain = ByteBuffer(bytes: file.bytes)
        packed = Gzip.compress(file.bytes, .small)
            .flatMap { $0.count < file.bytes.count ? ByteBuffer(bytes: $0) : nil }
        tag = SHA256.hash(data: file.bytes).hex(bytes: 12)
        keeping = isNamedByContent ? "public, max-age=31536000, immutable" : "no-cache"
    }

    func answer(to request: Request) -> Response {
        let isPacked = AcceptedCoding.takesGzip(request.headers[.acceptEncoding])
        let body = isPacked ? packed ?? plain : plain
        // The two are different bytes.
        let tag = isPacked && packed != nil ? "\"\(tag)-gzip\"" : "\"\(tag)\""
        var answer = Response(
            status: .ok,
            headers: [
                .contentType: file.kind.mediaType, .cacheControl: keeping, .eTag: tag, .vary: "accept-encoding",
                .xContentTypeOptions: "nosniff",
            ], body: .init(byteBuffer: body))
        if request.headers[.ifNoneMatch] == tag {
            answer.status = .notModified
            answer.body = .init()
        } else if isPacked, packed != nil {
            answer.headers[.contentEncoding] = "gzip"
        }
        return answer
    }
}
