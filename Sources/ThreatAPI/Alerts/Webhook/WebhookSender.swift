import AsyncHTTPClient
import IPNetworks
import NIOCore
import NIOHTTP1
import NIOPosix
import Store
import ThreatModel

/// Sends digests by HTTP.
struct WebhookSender: Sendable {
    /// Bytes of an answer that are read; what it says beyond its status does not matter.
    static let maximumAnswerBytes = 64 << 10
    static let connectTimeout = TimeAmount.seconds(5)

    let configuration: AlertConfiguration
    let lookup: any HostLookup

    /// One attempt.
    func send(_ delivery: StoredDelivery, to webhook: StoredWebhook, at now: Timestamp) async -> DeliveryOutcome {
        guard let url = try? WebhookURL(webhook.url) else { return .refused(.notConfigured) }
        let target = await WebhookTarget.resolve(
            url, by: lookup, allowsPrivate: configuration.allowsPrivateWebhooks, attempt: delivery.attempts)
        switch target {
        case .failure(.unknownHost): return .failed(.unreachable)
        // Tried again: a name is mended more often than it is evil, and each attempt is refused as cheaply.
        case .failure(.notAllowed): return .failed(.addressNotAllowed)
        case .success(let target):
            var request = HTTPClientRequest(url: url.description)
            request.method = .POST
            request.headers.add(name: "Content-Type", value: "application/json")
            request.headers.add(name: "User-Agent", value: "sikker-webhook/1")
            request.headers.add(name: "X-Sikker-Delivery", value: delivery.id.description)
            request.headers.add(
                name: "X-Sikker-Signature",
                value: WebhookSignature.field(secret: webhook.secret, seconds: now.seconds, body: delivery.body))
            request.body = .bytes(ByteBuffer(bytes: delivery.body))
            return await send(request, to: target)
        }
    }

    private func send(_ request: HTTPClientRequest, to target: WebhookTarget) async -> DeliveryOutcome {
        let client = HTTPClient(
            eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup.singleton),
            configuration: Self.configuration(for: target))
        let outcome = await withTaskGroup(of: DeliveryOutcome.self) { group in
            group.addTask { await Self.execute(request, with: client) }
            // The client's own deadline ends with the head of the answer; this one covers all of it.
            group.addTask { [configuration] in
                try? await Task.sleep(for: configuration.attemptTimeout)
                return .failed(.timeout)
            }
            let first = await group.next() ?? .failed(.timeout)
            group.cancelAll()
            return first
        }
        // The only error is that it was shut down before.
        try? await client.shutdown()
        return outcome
    }

    /// A client for one request: it connects to the address that was looked at and to no other, and follows nothing.
    private static func configuration(for target: WebhookTarget) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = connectTimeout
        configuration.decompression = .disabled
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        // The name is still what the certificate is checked against.
        configuration.dnsOverride = [target.url.host: target.address.description]
        return configuration
    }

    private static func execute(_ request: HTTPClientRequest, with client: HTTPClient) async -> DeliveryOutcome {
        do {
            let response = try await client.execute(request, deadline: .distantFuture)
            let retryAfter = response.headers.first(name: "Retry-After").flatMap { ASCIIText.number($0.utf8) }
            // Read, so that the other side is not cut off while it speaks; a part of it will do.
            _ = try? await response.body.collect(upTo: maximumAnswerBytes)
            switch Int(response.status.code) {
            case 200..<300: return .delivered
            case 300..<400: return .failed(.redirect)
            // Gone: whoever it was asks not to be told again.
            case 410: return .refused(.status(410))
            case let status:
                return .failed(.status(status), after: retryAfter.map { .seconds(min($0, 86_400)) })
            }
        } catch let error as HTTPClientError where error == .connectTimeout || error == .deadlineExceeded {
            return .failed(.timeout)
        } catch {
            return .failed(.unreachable)
        }
    }
}
