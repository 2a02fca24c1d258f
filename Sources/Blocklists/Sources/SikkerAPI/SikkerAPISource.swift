import APIClient

/// The blacklist of a Sikker server: fetched once as a whole, then followed by its stream of changes, and fetched again
/// now and then where there is no stream.
struct SikkerAPISource: BlocklistSource {
    static let kind = SourceKind(name: "sikker-api", summary: "the blacklist of a Sikker server, live") {
        settings, clock in
        settings.api.map { [SikkerAPISource($0, settings.query, pullInterval: settings.pullInterval, clock: clock)] }
            ?? []
    }

    private let client: APIClient
    private let query: BlacklistQuery
    private let pullInterval: Duration
    private let clock: any Clock<Duration>

    init(_ client: APIClient, _ query: BlacklistQuery, pullInterval: Duration, clock: any Clock<Duration>) {
        self.client = client
        self.query = query
        self.pullInterval = pullInterval
        self.clock = clock
    }

    let identity = SourceIdentity.sikkerAPI
    let author = ListAuthor.stranger

    let isLive = true
    /// Of a stream, which says every few seconds that it is there; no more than that of whole lists.
    var interval: Duration { min(pullInterval, .seconds(300)) }

    var recipe: String { "\(client.server) \(query.text)" }

    func follow(
        from position: ListPosition?, deliver: @escaping @Sendable (SourceEvent) async -> SourceVerdict
    ) async {
        let course = FeedCourse(from: position, pullInterval: pullInterval)
        await FeedFollower(client, query, course: course, clock: clock, deliver: deliver).run()
    }
}

extension SourceIdentity {
    package static let sikkerAPI = SourceIdentity(id: "sikker-api", name: "SikkerAPI")
}
