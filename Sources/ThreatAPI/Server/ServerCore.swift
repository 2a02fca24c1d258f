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
    let rulebook: Rulebook
    /// Where addresses are: nothing of it is stored, so that new databases count at once.
    let places: PlaceDirectory
    /// Where submissions come from.
    let origins: SubmissionOrigins
    let alertSignal: AlertSignal
    let appeals: AppealDesk
    let endpoints: Endpoints
    let taxii: TAXIICollection
    /// The files that visitors left at sensors.
    let blobs: BlobShelf
    /// What reports are called.
    let reportNames: ReportNames
    /// How many addresses have shown each behaviour.
    let census: BehaviourCensusTaker

    /// The rules in force. Whoever needs them twice takes them once: another moment's may be others.
    var rules: IngestRules { rulebook.current }
}
