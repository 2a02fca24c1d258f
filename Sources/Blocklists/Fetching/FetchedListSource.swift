import IPNetworks
import ThreatModel

/// A list on the network that is fetched as a whole every now and then: what AbuseIPDB, blocklist.de and the lists of the
/// user's choice have in common.
struct FetchedListSource: BlocklistSource {
    let identity: SourceIdentity
    let author = ListAuthor.stranger
    let order: FetchOrder

    private let surroundings: FetchSurroundings
    private let clock: any Clock<Duration>
    private let bell = PullBell()
    private let text: ListText?

    init(
        _ identity: SourceIdentity, _ order: FetchOrder, _ surroundings: FetchSurroundings, clock: any Clock<Duration>
    ) {
        self.identity = identity
        self.order = order
        self.surroundings = surroundings
        self.clock = clock
        text = surroundings.folder.map { ListText($0.file("\(identity.id).text")) }
    }

    var recipe: String { String(order.fingerprint) }
    var interval: Duration { order.interval }

    func follow(
        from position: ListPosition?, deliver: @escaping @Sendable (SourceEvent) async -> SourceVerdict
    ) async {
        let now = surroundings.clock.now
        let ledger = surroundings.folder?.file("\(identity.id).calls")
        let known = await BlockingWork.run { ledger.flatMap { Self.read($0) } }
        let puller = ListPuller(
            ListFetcher(order: order, surroundings: surroundings, text: text),
            FetchCourse(from: position, order, ledger: known, now: now), ledger: ledger, bell: bell, clock: clock,
            deliver: deliver)
        await puller.run()
    }

    /// A file that cannot be read tells nothing; it is replaced before the first call.
    private static func read(_ file: StoredFile) -> FetchLedger? {
        (try? file.read(limit: FetchLedger.mostBytes)).flatMap { FetchLedger($0) }
    }

    func pull() { bell.ring() }

    func lines(listing address: IPAddress) async -> [ListedLine] {
        guard let text else { return [] }
        return await ListText.lines(of: text.path, listing: address, rules: ListPolicy.download.rules).map {
            ListedLine(place: .web("\(order.url)"), number: $0.number, text: $0.text)
        }
    }
}
