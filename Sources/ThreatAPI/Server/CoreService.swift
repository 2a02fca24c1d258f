import Detection
import Geolocation
import Logging
import NIOPosix
import Observability
import Scoring
import ServiceLifecycle
import Store
import ThreatModel

/// The side of the server that holds the data: reads the store, then takes in, keeps up and ages what is in it.
struct CoreService: Service {
    let configuration: ThreatAPIConfiguration
    let state: ServerState
    let store: any Store
    let tiers: TierTable
    /// Where lists are built.
    let threads: NIOThreadPool
    let opening: Opening
    let logger: Logger

    func run() async throws {
        let core = try await makeCore()
        state.start(core)
        logger.info("serving", metadata: ["addresses": "\(core.live.current.count)"])
        let clock = state.clock
        let group = ServiceGroup(
            services: [
                core.pipeline,
                Upkeep(
                    core: core, clock: clock, startedAt: clock.now, health: state.health.check("store"), logger: logger),
                Ageing(core: core, clock: clock, feedLength: configuration.feedLength, logger: logger),
            ], logger: logger)
        state.health.check("store").set(.ok, "the store answers")
        state.health.check("ingest").set(.ok, "reports and events are taken in")
        state.health.check("server").set(.ok, "the server answers")
        await opening.isLoaded()
        try await group.run()
        try await core.quota.settleAll()
    }

    private func makeCore() async throws -> ServerCore {
        let clock = state.clock
        let rules = try Self.rules(configuration)
        try await Administration(store: store, clock: clock, tiers: configuration.tiers).operatorAccount()
        let live = LiveState(try await Snapshot.load(from: store, catalogue: rules.catalogue, at: clock.now))
        let feed = ChangeFeed(lastSequence: live.current.cursor.sequence)
        let identities = IdentityDirectory(store: store, tiers: tiers)
        try await identities.refresh(at: clock.now)
        let quota = QuotaLedger(store: store, clock: clock)
        let places = PlaceDirectory()
        let lists = ListCache(live: live, places: places, threads: threads, clock: clock)
        let pipeline = IngestPipeline(
            store: store, rules: rules, live: live, feed: feed, clock: clock, health: state.health.check("ingest"),
            metrics: state.metrics, logger: logger)
        state.metrics.addresses.set(live.current.count)
        return ServerCore(
            store: store, live: live, feed: feed, identities: identities, quota: quota, lists: lists,
            pipeline: pipeline, rules: rules, places: places,
            endpoints: Endpoints(
                live: live, identities: identities, quota: quota, lists: lists, places: places, clock: clock))
    }

    private static func rules(_ configuration: ThreatAPIConfiguration) throws(ThreatAPIError) -> IngestRules {
        do {
            return IngestRules(
                catalogue: try DetectionCatalogue.builtIn(), policy: try ScoringPolicy.current(),
                ownNetworks: configuration.ownNetworks, retentionDays: configuration.retentionDays)
        } catch {
            throw .catalogue("\(error)")
        }
    }
}
