import APIClient
import ThreatModel

/// Does what ``FeedCourse`` says and delivers what ``StreamedList`` makes of it.
actor FeedFollower {
    private let client: APIClient
    private let query: BlacklistQuery
    private let clock: any Clock<Duration>
    private let deliver: @Sendable (SourceEvent) async -> SourceVerdict
    private var course: FeedCourse
    private var streamed = StreamedList()
    private var generator = SystemRandomNumberGenerator()

    /// How long a list may take to arrive.
    static let pullTimeout = Duration.seconds(300)

    /// A list that came by the stream and was not taken: there is nothing to apply changes to.
    private struct NotTaken: Error {}

    init(
        _ client: APIClient, _ query: BlacklistQuery, course: FeedCourse, clock: any Clock<Duration>,
        deliver: @escaping @Sendable (SourceEvent) async -> SourceVerdict
    ) {
        self.client = client
        self.query = query
        self.course = course
        self.clock = clock
        self.deliver = deliver
    }

    func run() async {
        while !Task.isCancelled {
            switch course.step() {
            case .pull(let tag): await pull(ifNot: tag)
            case .stream(let cursor): await stream(since: cursor)
            case .rest(let pause): try? await clock.sleep(for: pause)
            }
        }
    }

    // MARK: - The whole list

    private func pull(ifNot tag: String?) async {
        do {
            let answer = try await client.blacklist(query, ifNoneMatch: tag, timeout: Self.pullTimeout, clock: clock) {
                PulledList($0)
            }
            guard let (head, list) = answer else {
                // Still the same; the changes since it was made lead to what there is now.
                course.pulled(course.position)
                _ = await deliver(.current(course.position, isLive: false))
                return
            }
            let position = ListPosition(entityTag: head.entityTag, cursor: head.cursor)
            if await offer(.list(list.addresses, position, warnings: list.report.warnings)) { course.pulled(position) }
        } catch let refusal as ListRefusal {
            await refuse(refusal.description)
        } catch {
            await fail(error)
        }
    }

    // MARK: - Its changes

    private func stream(since cursor: FeedCursor?) async {
        streamed = StreamedList()
        do {
            let pause = try await client.followBlacklist(query, since: cursor, clock: clock) { events in
                try await self.take(events)
            }
            let again = course.ended(pause, using: &generator)
            _ = await deliver(.failed("the server ended the stream", again: again))
        } catch is NotTaken {
            // Said already.
        } catch let error as APIError where FeedCourse.meansNoStream(error) {
            // The list as a whole, now and then, is all there is to have.
            course.pollFromNowOn()
            _ = await deliver(.current(course.position, isLive: false))
        } catch let fault as StreamedList.Fault {
            await refuse(fault.description)
        } catch {
            await fail(error)
        }
    }

    private func take(_ events: [BlacklistEvent]) async throws {
        for meaning in try streamed.take(events) {
            var position = course.position
            switch meaning {
            case .list(let list, let cursor):
                // A pull would get this list and not the one that the validator stands for.
                position = ListPosition(entityTag: nil, cursor: cursor)
                guard await offer(.list(list, position, warnings: [])) else { throw NotTaken() }
                course.confirmed(position)
                _ = await deliver(.current(position, isLive: true))
            case .changes(let changes, let cursor):
                // The validator stands for the list as it was before them.
                position = ListPosition(entityTag: nil, cursor: cursor ?? position.cursor)
                course.confirmed(position)
                _ = await deliver(.changes(changes, position))
            case .current(let cursor):
                position.cursor = cursor ?? position.cursor
                course.confirmed(position)
                _ = await deliver(.current(position, isLive: true))
            }
        }
    }

    // MARK: - What may come of it

    /// Returns whether the list is in force.
    private func offer(_ event: SourceEvent) async -> Bool {
        switch await deliver(event) {
        case .taken:
            return true
        case .held(let reason):
            let again = course.held()
            _ = await deliver(.refused(reason, again: again))
            return false
        }
    }

    private func refuse(_ reason: String) async {
        let again = course.refused(using: &generator)
        _ = await deliver(.refused(reason, again: again))
    }

    private func fail(_ error: any Error) async {
        guard !Task.isCancelled else { return }
        let error = error as? APIError ?? .unreachable(server: client.server.authority, reason: "\(error)")
        let again = course.failed(error, using: &generator)
        _ = await deliver(.failed(error.description, again: again, key: error.keyTrouble))
    }
}

extension APIError {
    fileprivate var keyTrouble: KeyTrouble? {
        switch self {
        case .unauthorised, .forbidden: .refused
        case .quota: .usedUp
        case .invalid, .unreachable, .timeout, .requestTooLarge, .rejected, .serverFault, .responseTooLarge, .notJSON,
            .cancelled:
            nil
        }
    }
}
