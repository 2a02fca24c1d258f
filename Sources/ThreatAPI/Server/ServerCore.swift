import Geolocation
import Store
import ThreatModel

/// The parts of a running server that answer requests, once the store has been read.
struct ServerCore: Sendable {
    let store: any Store
    let live: LiveState
    let feed: ChangeFeed
    let identities: IdentityDirectory
    let quota: QuotaLedger
    let lists: ListCache
    let pipeline: IngestPipeline
    let rules: IngestRules
    /// Where addresses are: nothing of it is stored, so that new databases count at once.
    let places: PlaceDirectory
    /// Where submissions come from.
    let origins: SubmissionOrigins
    let alertSignal: AlertSignal
    let endpoints: Endpoints
    let taxii: TAXIICollection
}
