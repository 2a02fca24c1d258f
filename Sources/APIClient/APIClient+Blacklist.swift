import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import ThreatModel

extension APIClient {
    /// The most bytes of a list that are read: more than a million IPv6 addresses.
    package static var blacklistLimit: Int { 64 << 20 }

    /// The header that names the place of a plain list in the change feed; in JSON it is `meta.cursor`.
    static var cursorHeader: String { "x-blacklist-cursor" }

    /// Fetches the blacklist as plain text (`GET /v1/key/blacklist?plaintext=true`). One unit of the quota an address.
    ///
    /// - Parameters:
    ///   - entityTag: of the list that is held already; nothing is sent, and nothing spent, when it is still the same.
    ///   - timeout: for the whole list, however slowly it comes.
    ///   - clock: what the time limit is measured with.
    ///   - makeReader: what takes the list, once its head is known.
    /// - Returns: what the reader made of the list, and its head; `nil` when the one held is still current.
    /// - Throws: ``APIError``, or what the reader throws.
    package func blacklist<Reader: BlacklistReader>(
        _ query: BlacklistQuery, ifNoneMatch entityTag: String? = nil, timeout: Duration,
        clock: any Clock<Duration> = ContinuousClock(),
        reader makeReader: @escaping @Sendable (BlacklistHead) -> Reader
    ) async throws -> (head: BlacklistHead, list: Reader.List)? {
        var request = prepared(APIRequest(path: "/v1/key/blacklist?plaintext=true&\(query.text)"))
        if let entityTag { request.headers.add(name: "if-none-match", value: entityTag) }
        return try await TimeLimit.within(timeout, of: server, clock: clock) { [request] in
            let response: HTTPClientResponse
            do {
                response = try await connections.client.execute(request, timeout: TimeAmount(timeout))
            } catch {
                throw APIError.transport(error, server: server, limit: Self.blacklistLimit)
            }
            switch response.status.code {
            case 304 where entityTag != nil:
                return nil
            case 200:
                let head = BlacklistHead(response)
                var reader = makeReader(head)
                try await read(response.body, into: &reader)
                return (head, try reader.finish())
            default:
                throw await refusal(response)
            }
        }
    }

    private func read(_ body: HTTPClientResponse.Body, into reader: inout some BlacklistReader) async throws {
        var left = Self.blacklistLimit
        var pieces = body.makeAsyncIterator()
        while true {
            let piece: ByteBuffer?
            do {
                piece = try await pieces.next()
            } catch {
                throw APIError.transport(error, server: server, limit: Self.blacklistLimit)
            }
            guard let piece else { return }
            left -= piece.readableBytes
            guard left >= 0 else { throw APIError.responseTooLarge(limit: Self.blacklistLimit) }
            try reader.consume(piece.readableBytesUInt8Span)
        }
    }
}

extension BlacklistHead {
    /// A tag or a cursor longer than this is no tag or cursor of ours; neither is kept.
    private static let longestField = 256

    fileprivate init(_ response: HTTPClientResponse) {
        func field(_ name: String) -> String? {
            response.headers.first(name: name).flatMap { $0.utf8.count <= Self.longestField ? $0 : nil }
        }
        let isEncoded = response.headers.contains(name: "content-encoding")
        let announced = response.headers.first(name: "content-length").flatMap { Int($0) }
        self.init(
            entityTag: field("etag"), cursor: field(APIClient.cursorHeader).flatMap { FeedCursor($0) },
            hasKnownEnd: announced != nil || response.headers.contains(name: "transfer-encoding"),
            length: isEncoded ? nil : announced)
    }
}
