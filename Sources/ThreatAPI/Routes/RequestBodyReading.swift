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

    /// Calls `take` with the body a portion at a time, unfolded when it came compressed: none of it is held.
    ///
    /// - Parameters:
    ///   - limit: the most bytes there may be, before and after unfolding.
    ///   - mediaTypes: what the body may claim to be; a body that claims nothing is taken.
    /// - Throws: ``RequestError``, and what `take` throws.
    func forEachPortion(
        upTo limit: Int, mediaTypes: [String], _ take: ([UInt8]) async throws -> Void
    ) async throws {
        try expectMediaType(among: mediaTypes)
        let inflater = try inflater(limit: limit)
        let tooLarge = RequestError.tooLarge("the body may have at most \(limit) bytes")
        if let length = headers[.contentLength].flatMap({ Int($0) }), length > limit { throw tooLarge }
        var received = 0
        try await Self.unfolding(limit) {
            for try await var buffer in body {
                received += buffer.readableBytes
                guard received <= limit else { throw tooLarge }
                while let portion = buffer.readBytes(length: min(buffer.readableBytes, Self.portionBytes(inflater))),
                    !portion.isEmpty
                {
                    guard let inflater else {
                        try await take(portion)
                        continue
                    }
                    var unfolded: [UInt8] = []
                    try portion.withUnsafeBytes { try inflater.append($0, to: &unfolded) }
                    if !unfolded.isEmpty { try await take(unfolded) }
                }
            }
            try inflater?.finish()
        }
    }

    /// Of what is compressed, so little at once that it cannot unfold to more than some megabytes.
    private static func portionBytes(_ inflater: GzipInflater?) -> Int { inflater == nil ? 256 << 10 : 4 << 10 }

    private func expectMediaType(among mediaTypes: [String]) throws(RequestError) {
        guard let type = headers[.contentType] else { return }
        let essence = type.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        guard mediaTypes.contains(essence) else {
            throw RequestError.unsupportedMediaType(mediaTypes.joined(separator: " or "))
        }
    }

    /// `nil`: the body is not compressed.
    private func inflater(limit: Int) throws -> GzipInflater? {
        switch headers[.contentEncoding]?.lowercased() {
        case nil, "identity": nil
        case "gzip", "x-gzip": try GzipInflater(limit: limit)
        case .some: throw RequestError.unsupportedMediaType("sent plain or compressed with gzip")
        }
    }

    /// Says in words what is wrong with what was to be unfolded.
    private static func unfolding(_ limit: Int, _ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch GzipInflater.Failed.tooLarge {
            throw RequestError.tooLarge("the body may have at most \(limit) bytes")
        } catch GzipInflater.Failed.malformed {
            throw RequestError.badRequest("the body is not valid gzip")
        }
    }

    /// - Parameter onGrowth: told how many more bytes are held.
    private func bytes(
        upTo limit: Int, mediaTypes: [String], onGrowth: (Int) throws(RequestError) -> Void
    ) async throws -> [UInt8] {
        try expectMediaType(among: mediaTypes)
        let tooLarge = RequestError.tooLarge("the body may have at most \(limit) bytes")
        let inflater = try inflater(limit: limit)
        var received = 0
        var bytes: [UInt8] = []
        try await Self.unfolding(limit) {
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
        }
        return bytes
    }
}
