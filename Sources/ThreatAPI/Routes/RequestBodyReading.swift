import HTTPTypes
import Hummingbird
import NIOCore

extension Request {
    /// The whole body, unfolded when it came compressed.
    ///
    /// - Parameters:
    ///   - limit: the most bytes there may be, before and after unfolding.
    ///   - mediaTypes: what the body may claim to be; a body that claims nothing is taken.
    /// - Throws: ``RequestError``
    func bytes(upTo limit: Int, mediaTypes: [String]) async throws -> [UInt8] {
        if let type = headers[.contentType] {
            let essence = type.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
            guard mediaTypes.contains(essence) else {
                throw RequestError.unsupportedMediaType(mediaTypes.joined(separator: " or "))
            }
        }
        let tooLarge = RequestError.tooLarge("the body may have at most \(limit) bytes")
        let inflater: GzipInflater?
        switch headers[.contentEncoding]?.lowercased() {
        case nil, "identity": inflater = nil
        case "gzip", "x-gzip": inflater = try GzipInflater(limit: limit)
        case .some: throw RequestError.unsupportedMediaType("sent plain or compressed with gzip")
        }
        var received = 0
        var bytes: [UInt8] = []
        do {
            for try await buffer in body {
                received += buffer.readableBytes
                guard received <= limit else { throw tooLarge }
                try buffer.withUnsafeReadableBytes { portion in
                    if let inflater {
                        try inflater.append(portion, to: &bytes)
                    } else {
                        bytes.append(contentsOf: portion)
                    }
                }
            }
            try inflater?.finish()
        } catch GzipInflater.Failed.tooLarge {
            throw tooLarge
        } catch GzipInflater.Failed.malformed {
            throw RequestError.badRequest("the body is not valid gzip")
        }
        return bytes
    }
}
