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
    let endpoints: Endpoints
    let taxii: TAXIICollection
}
