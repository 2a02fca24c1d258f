import HTTPTypes
import Hummingbird
import NIOCore

extension Request {
    /// Calls `handle` with the whole body, unfolded when it came compressed.
    ///
    /// - Parameters:
    ///   - limit: the most bytes there may be, before and after unfolding.
    ///   - mediaTypes: what the body may claim to be; a body that claims nothing is taken.
    ///   - room: where the body's memory is taken from, until `handle` is done with it.
    /// - Throws: ``RequestError``, and what `handle` throws.
    func withBody<Result>(
        upTo limit: Int, mediaTypes: [String], in room: BodyRoom, _ handle: ([UInt8]) async throws -> Result
    ) async throws -> Result {
        var taken = 0
        defer { room.giveBack(taken) }
        let bytes = try await bytes(upTo: limit, mediaTypes: mediaTypes) { (count) throws(RequestError) in
            guard room.take(count) else {
                throw .unavailable("the server is receiving too much at once; try again in a moment")
            }
            taken += count
        }
        return try await handle(bytes)
    }

    /// - Parameter onGrowth: told how many more bytes are held.
    private func bytes(
        upTo limit: Int, mediaTypes: [String], onGrowth: (Int) throws(RequestError) -> Void
    ) async throws -> [UInt8] {
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
                let before = bytes.count
                try buffer.withUnsafeReadableBytes { portion in
                    if let inflater {
                        try inflater.append(portion, to: &bytes)
                    } else {
                        bytes.append(contentsOf: portion)
                    }
                }
                try onGrowth(bytes.count - before)
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
