import Geolocation
import Scoring
import Store
import ThreatModel

/// The metered reads, as functions from a request's head to an answer. Everything they need is in memory.
struct Endpoints: Sendable {
    let live: LiveState
    let identities: IdentityDirectory
    let quota: QuotaLedger
    let lists: ListCache
    /// Where addresses are. Take `places.current` once for each answer.
    let places: PlaceDirectory
    /// Known benign networks. Take `networks.current` once for each answer.
    let networks: KnownNetworkDirectory
    let clock: any WallClock

    /// The key of a request with its tier.
    func identity(
        authorization: UnsafeRawBufferPointer?, facadeKey: UnsafeRawBufferPointer? = nil, queryKey: String? = nil,
        at now: Timestamp
    ) throws(RequestError) -> (Identity, Tier) {
        let identity = try KeyAuthentication.identity(
            authorization: authorization, facadeKey: facadeKey, queryKey: queryKey, kind: .apiKey,
            in: identities.current, at: now)
        guard let tier = identity.tier else {
            throw .forbidden("this key belongs to a tier that this server does not offer any more")
        }
        return (identity, tier)
    }

    func headers(_ family: QuotaFamily, _ figures: QuotaFigures, at now: Timestamp) -> QuotaHeaders {
        QuotaHeaders(family: family, figures: figures, reset: now.nextMidnight.seconds)
    }

    func exhausted(_ family: QuotaFamily, _ figures: QuotaFigures, _ tier: Tier, at now: Timestamp) -> RequestError {
        .quotaExhausted(
            headers(family, figures, at: now), tier: tier, retryAfter: Int(now.nextMidnight.seconds - now.seconds))
    }
}
