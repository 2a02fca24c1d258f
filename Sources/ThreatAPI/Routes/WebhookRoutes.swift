import HTTPTypes
import Hummingbird
import IPNetworks
import Store
import ThreatModel

/// `GET|HEAD|PUT|DELETE /v1/key/webhook`: where the digests of an account's alerts are sent.
enum WebhookRoutes {
    private static let maximumBytes = 8 << 10
    private static let success = Array("{\"success\":true}\n".utf8)

    static func routes(_ state: ServerState) -> [Route] {
        [
            Route("/v1/key/webhook", .get, .head, .put, .delete) { request, _ in
                let core = try state.runningCore()
                let account = try RoutedHead(request).withHead { (head) throws(RequestError) in
                    try core.endpoints.identity(authorization: head.authorization, at: state.clock.now).0.account.id
                }
                switch request.method {
                case .put: return try await set(request, account, core, state)
                case .delete: return try await remove(account, core)
                default:
                    let answer = try await show(account, core)
                    return request.method == .head ? answer.withoutBody : answer
                }
            }
        ]
    }

    private static let none = RequestError(
        status: 404, sentence: "no webhook is set; PUT {\"url\":\"https://…\"} sets one")

    private static func show(_ account: Int64, _ core: ServerCore) async throws -> Answer {
        guard let webhook = try await core.store.reading({ try $0.webhook(of: account) }) else { throw none }
        var json = JSONWriter(capacity: 256)
        json.literal("{\"url\":")
        json.string(webhook.url)
        json.literal(",\"secretHint\":")
        json.string(String(webhook.secret.suffix(4)))
        json.literal(",\"createdAt\":")
        json.rfc3339(milliseconds: webhook.createdAt.milliseconds)
        json.literal(",\"lastAttemptAt\":")
        json.time(webhook.lastAttemptAt)
        json.literal(",\"lastError\":")
        json.string(webhook.lastError)
        json.literal("}\n")
        return .json(json.bytes)
    }

    /// Every setting makes a new secret, and shows it this once: whoever changes the URL holds both.
    private static func set(
        _ request: Request, _ account: Int64, _ core: ServerCore, _ state: ServerState
    ) async throws -> Answer {
        let url = try await request.withBody(
            upTo: maximumBytes, mediaTypes: ["application/json"], in: state.bodyRoom
        ) { bytes in
            try bytes.withUnsafeBufferPointer { (bytes) throws(RequestError) in try Self.url(bytes) }
        }
        let isLiteral = IPAddress(url.host)
        guard state.allowsPrivateWebhooks || url.isEncrypted,
            state.allowsPrivateWebhooks || isLiteral.map(WebhookTarget.isPublic) ?? true
        else { throw RequestError.badRequest("'url' must begin with https:// and lead to a host on the Internet") }
        var generator = SystemRandomNumberGenerator()
        let webhook = StoredWebhook(
            url: url.description, secret: Secret.webhook(using: &generator).text, createdAt: state.clock.now)
        let isNew = try await core.store.writing { transaction in
            let isNew = try transaction.webhook(of: account) == nil
            try transaction.setWebhook(webhook, of: account)
            return isNew
        }
        core.alertSignal.raise()
        var json = JSONWriter(capacity: 256)
        json.literal("{\"url\":")
        json.string(webhook.url)
        json.literal(",\"secret\":")
        json.string(webhook.secret)
        json.literal(",\"createdAt\":")
        json.rfc3339(milliseconds: webhook.createdAt.milliseconds)
        json.literal("}\n")
        return .json(json.bytes, status: isNew ? 201 : 200)
    }

    private static func remove(_ account: Int64, _ core: ServerCore) async throws -> Answer {
        try await core.store.writing { transaction in
            guard try transaction.webhook(of: account) != nil else { throw none }
            try transaction.setWebhook(nil, of: account)
        }
        return .json(success)
    }

    private static func url(_ body: UnsafeBufferPointer<UInt8>) throws(RequestError) -> WebhookURL {
        var url: String?
        do throws(JSONFault) {
            var reader = JSONReader(body)
            try reader.forEachMember { (name, value) throws(JSONFault) in
                guard name == "url" else { return try value.skipValue() }
                guard value.nextIsString() else { throw JSONFault("'url' must be text") }
                url = try value.string()
            }
            try reader.expectEnd()
        } catch {
            throw .badRequest("the body is not a webhook: \(error.reason)")
        }
        guard let url else { throw .badRequest("'url' is missing: the webhook's https:// address is needed") }
        return try WebhookURL(url)
    }
}
