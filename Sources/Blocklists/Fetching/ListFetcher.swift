import APIClient
import AsyncHTTPClient
import IPNetworks
import NIOCore
import NIOHTTP1
import NIOPosix
import ThreatModel

/// Asks for one list once, follows redirects as far as that is safe, and reads the answer while it arrives.
struct ListFetcher: Sendable {
    enum Answer: Sendable {
        case unchanged
        /// A list, and what to show the next time to be told that it is still the same.
        case list(AcceptedList, ListPosition)
    }

    let order: FetchOrder
    let surroundings: FetchSurroundings
    /// Where the text of the list goes; `nil`: nowhere.
    let text: ListText?

    /// A validator longer than this is not kept.
    private static let longestValidator = 256
    private static let partSize = 8 << 10
    private static let redirects: Set<UInt> = [301, 302, 303, 307, 308]

    /// - Parameters:
    ///   - held: what the list that is held stands for; the answer may be that it is still the same.
    ///   - clock: what the time limit is measured with.
    func fetch(unlessStill held: ListPosition?, clock: any Clock<Duration>) async throws(FetchFailure) -> Answer {
        let limit = surroundings.limits.time
        do {
            return try await withThrowingTaskGroup(of: Answer.self) { group in
                group.addTask { try await ask(unlessStill: held) }
                group.addTask {
                    try await clock.sleep(for: limit)
                    let time = "\(limit.components.seconds) s"
                    throw FetchFailure(.failed, "\(order.url.host) did not send all of the list within \(time).")
                }
                defer { group.cancelAll() }
                guard let first = try await group.next() else { throw CancellationError() }
                return first
            }
        } catch let failure as FetchFailure {
            throw failure
        } catch {
            throw Self.failure(error, at: order.url)
        }
    }

    private func ask(unlessStill held: ListPosition?) async throws -> Answer {
        var url = order.url
        for _ in 0...surroundings.limits.redirects {
            let response: HTTPClientResponse
            do {
                response = try await surroundings.connections.client.execute(
                    request(url, unlessStill: held), timeout: TimeAmount(surroundings.limits.time))
            } catch {
                throw Self.failure(error, at: url)
            }
            switch response.status.code {
            case 200:
                return try await read(response, from: url)
            case 304 where held?.entityTag != nil || held?.lastModified != nil:
                return .unchanged
            case let code where Self.redirects.contains(code):
                url = try await destination(of: response, from: url)
            default:
                let after = response.headers.first(name: "retry-after").flatMap {
                    RetryAfter.duration($0, now: surroundings.clock.now)
                }
                throw FetchFailure(
                    status: Int(response.status.code), from: url.host, retryAfter: after,
                    hasKey: order.secretField != nil)
            }
        }
        throw FetchFailure(
            .refused,
            "\(order.url.host) redirects more than \(surroundings.limits.redirects) times: this leads nowhere.")
    }

    private func request(_ url: FetchURL, unlessStill held: ListPosition?) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: url.text)
        request.headers.add(name: "user-agent", value: surroundings.userAgent)
        request.headers.add(name: "accept", value: "text/plain, */*;q=0.5")
        request.headers.add(name: "accept-encoding", value: "gzip")
        if let tag = held?.entityTag { request.headers.add(name: "if-none-match", value: tag) }
        if let time = held?.lastModified { request.headers.add(name: "if-modified-since", value: time) }
        if let field = order.secretField { request.headers.add(name: field.name, value: field.value) }
        return request
    }

    // MARK: - Redirects

    /// Where a redirect leads, if it may be followed: never from TLS to plain text, never with a secret, and never from
    /// outside to a machine that only we can reach.
    private func destination(of response: HTTPClientResponse, from url: FetchURL) async throws -> FetchURL {
        func refuse(_ reason: String) -> FetchFailure {
            FetchFailure(.refused, "\(url.host) redirects \(reason): this is not followed.")
        }
        guard order.secretField == nil else { throw refuse("a request that holds a key") }
        guard let next = response.headers.first(name: "location").flatMap({ url.resolving($0) }) else {
            throw refuse("to no web address")
        }
        guard next.isEncrypted || !url.isEncrypted else { throw refuse("from TLS to plain text") }
        let lookUp = surroundings.lookUp
        let (here, there) = (order.url.host, next.host)
        guard here != there else { return next }
        let isOutward = await BlockingWork.run {
            let addresses = lookUp(there)
            return addresses.allSatisfy(\.isListable) || !lookUp(here).allSatisfy(\.isListable)
        }
        guard isOutward else { throw refuse("to \(there), which is no machine on the Internet") }
        return next
    }

    // MARK: - The list

    private func read(_ response: HTTPClientResponse, from url: FetchURL) async throws -> Answer {
        let headers = response.headers
        if let coding = headers.first(name: "content-encoding"), !["gzip", "x-gzip", "identity"].contains(coding) {
            throw FetchFailure(
                .refused, "\(url.host) sends the list packed as '\(coding.prefix(20))', and gzip was asked for.")
        }
        let length = headers.first(name: "content-length").flatMap { Int($0) }
        if let length, length > surroundings.limits.bytes {
            throw FetchFailure(ListRefusal.tooLarge(limit: surroundings.limits.bytes))
        }
        var policy: ListPolicy =
            length != nil || headers.contains(name: "transfer-encoding") ? .completeDownload : .download
        policy.maximumBytes = surroundings.limits.bytes
        policy.rules.maximumEntries = surroundings.limits.entries
        let body = ListBody(FormattedListReader(order.format, policy: policy, expectedBytes: length ?? 0))
        await text?.begin()
        do {
            let list = try await collect(response.body, into: body, from: url)
            return .list(
                list,
                ListPosition(
                    entityTag: Self.validator(headers.first(name: "etag")),
                    lastModified: Self.validator(headers.first(name: "last-modified"))))
        } catch {
            await text?.abandon()
            throw error
        }
    }

    private func collect(
        _ pieces: HTTPClientResponse.Body, into body: ListBody, from url: FetchURL
    ) async throws -> AcceptedList {
        var body = body
        var pieces = pieces.makeAsyncIterator()
        while true {
            let piece: ByteBuffer?
            do {
                piece = try await pieces.next()
            } catch {
                throw Self.failure(error, at: url)
            }
            guard let piece else { break }
            // In small parts: a part may unfold to a thousand times its size before its lines are handed on.
            for start in stride(from: 0, to: piece.readableBytes, by: Self.partSize) {
                let end = min(start + Self.partSize, piece.readableBytes)
                try body.consume(piece.readableBytesUInt8Span.extracting(start..<end))
                await text?.append(body.takeLines())
            }
        }
        let list = try body.finish()
        await text?.append(body.takeLines())
        return list
    }

    private static func validator(_ text: String?) -> String? {
        text.flatMap { $0.utf8.count <= longestValidator && $0.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f } ? $0 : nil }
    }

    // MARK: - Failing

    private static func failure(_ error: any Error, at url: FetchURL) -> FetchFailure {
        if let failure = error as? FetchFailure { return failure }
        let transport = APIError.transport(error, server: url.server, limit: 0)
        switch transport {
        case .cancelled: return FetchFailure(.cancelled, transport.description)
        case .unreachable, .timeout, .invalid, .unauthorised, .forbidden, .quota, .requestTooLarge, .rejected,
            .serverFault, .responseTooLarge, .notJSON:
            return FetchFailure(neverArrived(error) ? .unreached : .failed, "\(transport).")
        }
    }

    /// Whether no request can have reached the server.
    private static func neverArrived(_ error: any Error) -> Bool {
        error is NIOConnectionError || (error as? HTTPClientError) == .connectTimeout
    }
}
