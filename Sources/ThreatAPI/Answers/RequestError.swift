import ThreatModel

/// Why a request is not answered as it wished: a status and one sentence that says what was wrong and what would be right.
struct RequestError: Error, Equatable {
    var status: Int
    var sentence: String
    /// Seconds after which trying again makes sense.
    var retryAfter: Int?
    /// The methods that a path takes, for 405.
    var allow: String?
    /// How the key stands, where that is why.
    var quota: QuotaHeaders?
    /// The tier whose quota was used up, for the metrics.
    var deniedTier: String?

    static func badRequest(_ sentence: String) -> Self { Self(status: 400, sentence: sentence) }

    static let unauthorized = Self(
        status: 401, sentence: "a valid key is needed: send 'Authorization: Bearer sk_…'")

    static let noSensorToken = Self(
        status: 401, sentence: "a valid sensor token is needed: send 'Authorization: Bearer st_…'")

    static let noAdministratorKey = Self(
        status: 401, sentence: "an administrator's key is needed: send 'Authorization: Bearer ak_…'")

    static func forbidden(_ sentence: String) -> Self { Self(status: 403, sentence: sentence) }

    static let notFound = Self(status: 404, sentence: "there is nothing at this path")

    static func methodNotAllowed(_ allow: String) -> Self {
        Self(status: 405, sentence: "this path takes \(allow) only", allow: allow)
    }

    static func conflict(_ sentence: String) -> Self { Self(status: 409, sentence: sentence) }

    static func tooLarge(_ sentence: String) -> Self { Self(status: 413, sentence: sentence) }

    static func unsupportedMediaType(_ accepted: String) -> Self {
        Self(status: 415, sentence: "the body must be \(accepted)")
    }

    /// - Parameter retryAfter: seconds to midnight UTC.
    static func quotaExhausted(_ quota: QuotaHeaders, tier: Tier, retryAfter: Int) -> Self {
        Self(
            status: 429,
            sentence: "today's quota of \(quota.figures.limit ?? 0) \(quota.family.unitName) is used up; "
                + "it starts anew at midnight UTC",
            retryAfter: retryAfter, quota: quota, deniedTier: tier.id)
    }

    static func unavailable(_ sentence: String, retryAfter: Int = 1) -> Self {
        Self(status: 503, sentence: sentence, retryAfter: retryAfter)
    }

    static let internalFault = Self(status: 500, sentence: "the server failed to answer; its log says why")
}
