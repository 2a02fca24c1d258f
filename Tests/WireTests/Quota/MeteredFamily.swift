import TestWire

/// One family of the quota, with the request that uses it.
enum MeteredFamily: String, CaseIterable, Sendable {
    case lookups
    case reports
    case blacklist
    case taxii

    static let limit = 400
    /// Addresses on the blacklist, so that a request takes as many units.
    static let listed = 30

    /// The tier `free` with this limit for every family.
    static let settings =
        "tiers: [{id: free, lookups: \(limit), reports: \(limit), blacklist: \(limit), taxii: \(limit)}]\n"

    func request(key: String) -> WireRequest {
        switch self {
        case .lookups: .get("/v1/key/check/45.66.1.1", key: key)
        case .reports: .post("/v1/key/report", key: key, #"{"ip":"45.66.9.9","category":"spam"}"#)
        case .blacklist: .get("/v1/key/blacklist?plaintext=true", key: key)
        case .taxii: .get("/taxii2/collections/sikker-threat-intel/objects/?match[type]=indicator", key: key)
        }
    }

    /// Units that an answer stands for.
    func units(_ answer: WireAnswer) -> Int {
        switch self {
        case .lookups, .reports: 1
        case .blacklist: answer.lines.count
        case .taxii: (try? answer.json)?["objects"]?.elements?.count ?? 0
        }
    }

    /// The most that one request takes.
    var mostUnits: Int {
        switch self {
        case .lookups, .reports: 1
        case .blacklist, .taxii: Self.listed
        }
    }
}
