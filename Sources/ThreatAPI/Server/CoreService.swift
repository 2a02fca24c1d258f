import Detection
import Geolocation
import Logging
import Mail
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
    /// How addresses are asked for the proof that somebody holds them.
    let appealPages: any AppealPageFetcher
    /// The reverse DNS; the system's when `nil`.
    let appealNames: (any NameLookup)?
    let logger: Logger

    func run() async throws {
        // Files are read side by side with the store; the first answer knows them all.
        let places = PlaceDirectory()
        async let placeReload = reload(PlaceFiles(configuration: configuration.places, directory: places))
        let networks = KnownNetworkDirectory()
        async let networkReload = reload(
            KnownNetworkFiles(configuration: configuration.knownNetworks, directory: networks))
        let rulebook = Rulebook(try Self.rules(configuration, networks))
        let ruleReload = await reload(
            RuleFiles(folder: configuration.ruleFolder, rulebook: rulebook, metrics: state.metrics.rules))
        // Of their own: names that somebody makes the resolver wait for keep only others of their kind waiting.
        let nameThreads = NIOThreadPool(numberOfThreads: Self.nameThreadCount)
        nameThreads.start()
        // Of their own: whoever sends large files keeps only other files waiting.
        let blobThreads = NIOThreadPool(numberOfThreads: Self.blobThreadCount)
        blobThreads.start()
        let core = try await makeCore(places, networks, rulebook, nameThreads, blobThreads)
        let reloads = await [placeReload, networkReload]
        state.start(core)
        logger.info("serving", metadata: ["addresses": "\(core.live.current.count)"])
        let clock = state.clock
        let alertThreads = NIOThreadPool(numberOfThreads: Self.alertThreadCount)
        alertThreads.start()
        let alertDelivery = try alertDelivery(core, alertThreads)
        let services: [any Service] =
            [
                core.pipeline, reloads[0], reloads[1], ruleReload,
                Upkeep(
                    core: core, clock: clock, startedAt: clock.now, health: state.health.check("store"), logger: logger),
                Ageing(
                    core: core, clock: clock, feedLength: configuration.feedLength,
                    retention: Retention(
                        store: store, metrics: state.metrics, health: state.health.check("retention"), logger: logger),
                    logger: logger),
                Hunting(
                    core: core, health: state.health.check("hunt"), metrics: state.metrics.hunts, logger: logger),
                alertDelivery, AppealReview(desk: core.appeals, clock: clock, logger: logger),
            ] + dnsLists(core.live)
        let group = ServiceGroup(services: services, logger: logger)
        state.health.check("store").set(.ok, "the store answers")
        state.health.check("ingest").set(.ok, "reports and events are taken in")
        state.health.check("retention").set(.ok, "what is old is deleted every hour")
        state.health.check("hunt").set(.ok, Hunting.idleSentence)
        state.health.check("server").set(.ok, "the server answers")
        await opening.isLoaded()
        try await group.run()
        try? await alertThreads.shutdownGracefully()
        try? await nameThreads.shutdownGracefully()
        try? await blobThreads.shutdownGracefully()
        try await core.quota.settleAll()
    }

    /// The list over DNS, where there is one.
    private func dnsLists(_ live: LiveState) -> [DNSBLService] {
        configuration.dnsbl.zone.map { zone in
            let list = configuration.dnsbl
            return [
                DNSBLService(
                    configuration: list, zone: zone,
                    listings: SnapshotListings(
                        live: live, scoreMinimum: list.scoreMinimum, publicBaseURL: configuration.publicBaseURL),
                    health: state.health.check("dnsbl"), metrics: DNSBLMetrics(registry: state.metrics.registry),
                    logger: logger)
            ]
        } ?? []
    }

    /// Names are looked up and mail programs waited for on these.
    private static let alertThreadCount = 4
    /// The names of addresses that somebody appeals for are looked up on these.
    private static let nameThreadCount = 4
    /// Files of visitors are written and read on these.
    private static let blobThreadCount = 2

    private func alertDelivery(
        _ core: ServerCore, _ threads: NIOThreadPool
    ) throws(ThreatAPIError) -> AlertDelivery {
        let alerts = configuration.alerts
        var mail: Sendmail?
        if let program = alerts.sendmail {
            guard let from = MailAddress(alerts.mailFrom) else { throw .mailSender(alerts.mailFrom) }
            mail = Sendmail(program: program, from: from, folder: configuration.dataFolder, threads: threads)
        }
        return AlertDelivery(
            store: store, configuration: alerts, signal: core.alertSignal,
            webhooks: WebhookSender(configuration: alerts, lookup: SystemHostLookup(threads: threads)), mail: mail,
            clock: state.clock, metrics: state.metrics, logger: logger)
    }

    /// Reads files now; run as a service, again whenever they change.
    private func reload(_ source: some ReloadSource) async -> FileReload {
        await FileReload(
            source, threads: .singleton, health: state.health.check(source.name, .starting, "files are being read"),
            logger: logger)
    }

    private func makeCore(
        _ places: PlaceDirectory, _ networks: KnownNetworkDirectory, _ rulebook: Rulebook,
        _ nameThreads: NIOThreadPool, _ blobThreads: NIOThreadPool
    ) async throws -> ServerCore {
        let clock = state.clock
        async let blobs = blobShelf(blobThreads)
        try await Administration(store: store, clock: clock, tiers: configuration.tiers).operatorAccount()
        let live = LiveState(try await Snapshot.load(from: store, catalogue: rulebook.current.catalogue, at: clock.now))
        let feed = ChangeFeed(lastSequence: live.current.cursor.sequence)
        let identities = IdentityDirectory(store: store, tiers: tiers)
        try await identities.refresh(at: clock.now)
        let quota = QuotaLedger(store: store, clock: clock)
        let lists = ListCache(live: live, places: places, threads: threads, clock: clock)
        let alertSignal = AlertSignal()
        let pipeline = IngestPipeline(
            store: store, rulebook: rulebook, live: live, feed: feed, alertSignal: alertSignal, clock: clock,
            health: state.health.check("ingest"), metrics: state.metrics, logger: logger)
        state.metrics.addresses.set(live.current.count)
        let endpoints = Endpoints(
            live: live, identities: identities, quota: quota, lists: lists, places: places, networks: networks,
            clock: clock)
        let appeals = AppealDesk(
            store: store, pipeline: pipeline,
            prover: AppealProver(pages: appealPages, names: appealNames ?? SystemNameLookup(threads: nameThreads)),
            admits: { rulebook.current.isScored($0) && WebhookTarget.isPublic($0) })
        let indicatorKey = try await store.read { try $0.indicatorKey() }
        return try await ServerCore(
            store: store, live: live, feed: feed, identities: identities, quota: quota, lists: lists,
            pipeline: pipeline, rulebook: rulebook, places: places,
            origins: SubmissionOrigins(store: store, places: places), alertSignal: alertSignal, appeals: appeals,
            endpoints: endpoints,
            taxii: TAXIICollection(
                endpoints: endpoints, names: IndicatorNames(key: indicatorKey), threads: threads,
                retentionDays: configuration.retentionDays, publicBaseURL: configuration.publicBaseURL),
            blobs: blobs, reportNames: ReportNames(key: indicatorKey),
            census: BehaviourCensusTaker(live: live, threads: threads))
    }

    private func blobShelf(_ threads: NIOThreadPool) async throws -> BlobShelf {
        try await threads.runIfActive { [configuration, state, logger] in
            try BlobShelf(
                folder: BlobFolder(inData: configuration.dataFolder), limits: configuration.blobs, threads: threads,
                metrics: state.metrics.blobs, logger: logger)
        }
    }

    private static func rules(
        _ configuration: ThreatAPIConfiguration, _ networks: KnownNetworkDirectory
    ) throws(ThreatAPIError) -> IngestRules {
        do {
            return IngestRules(
                catalogue: try DetectionCatalogue.builtIn(), policy: try ScoringPolicy.current(),
                networks: networks, ownNetworks: configuration.ownNetworks, retentionDays: configuration.retentionDays)
        } catch {
            throw .catalogue("\(error)")
        }
    }
}
