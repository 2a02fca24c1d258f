import APIClient
import Blocklists
import Logging
import ThreatModel

/// Tells the guard's owner when something needs them.
///
/// The thin shell around ``NotificationWatch`` (what), ``NotificationBook`` (how often), ``MessageQueue`` (on its way) and
/// ``NotificationSender``.
package actor Notifier {
    private var options = NotificationOptions()
    /// Somebody has said what holds.
    private var hasOptions = false
    private let sender: NotificationSender
    private let file: NotificationFile?
    private let host: String
    private let clock: any WallClock
    private let elapsed: any WallClock
    private let logger: Logger
    private let metrics: GuardMetrics

    private var state = NotificationState()
    private var saved = NotificationState()
    private var lastSave: Timestamp?
    private var storageFailure: String?
    private var standings: [NotificationWay: Standing] = [:]
    private var generator = SystemRandomNumberGenerator()
    private var isDelivering = false
    private var isTesting = false

    private struct Standing {
        var delivered: Timestamp?
        var failure: String?
    }

    /// What the disk refused is tried again after this.
    private static let rewriteInterval = Duration.seconds(60)

    /// - Parameters:
    ///   - folder: the guard's data folder; `nil`: what waits ends with the process.
    ///   - elapsed: a clock that nobody sets.
    init(
        folder: StoredFolder?, sender: NotificationSender, host: String, clock: any WallClock, elapsed: any WallClock,
        logger: Logger, metrics: GuardMetrics
    ) {
        file = folder.map { NotificationFile(folder: $0) }
        self.sender = sender
        self.host = host
        self.clock = clock
        self.elapsed = elapsed
        self.logger = logger
        self.metrics = metrics
    }

    // MARK: - What is told

    /// Takes up what an earlier process left.
    func load() async {
        guard let file, let found = await BlockingWork.run({ file.load() }) else { return }
        (state, saved) = (found, found)
    }

    /// These hold from now on.
    func adopt(_ new: NotificationOptions) {
        guard new != options || !hasOptions else { return }
        (options, hasOptions) = (new, true)
        standings = [:]
        for way in NotificationWay.allCases { state.queue.hurry(way) }
        state.queue.keep(new.ways)
        // Whoever is told from now on is told how things are.
        if new.ways.isEmpty { state = NotificationState() }
    }

    /// Takes notice of how things are. To be called every second.
    ///
    /// - Parameters:
    ///   - status: as last known.
    ///   - silence: since the part that keeps the kernel in step was last heard of.
    ///   - intervals: how often each source confirms its list, by identifier.
    func look(at status: GuardStatus, silence: Duration, intervals: [String: Duration]) async {
        guard !options.ways.isEmpty else { return await save() }
        let happenings = state.watch.take(
            .init(
                status: status, silence: silence, intervals: intervals, patience: options.patience, now: clock.now,
                elapsed: elapsed.now))
        for happening in happenings { state.book.note(happening) }
        let now = clock.now
        for digest in state.book.due(at: now) {
            state.queue.add(OwnerMessage(digest, from: host, at: now), by: options.ways, at: now)
        }
        await save()
    }

    /// Takes notice of something that cannot be seen by looking.
    func tell(_ happening: Happening) {
        if !options.ways.isEmpty { state.book.note(happening) }
    }

    package var status: NotificationStatus {
        NotificationStatus(
            ways: options.ways.map { way in
                NotificationStatus.Way(
                    way: way.rawValue, place: options.place(of: way) ?? "", waiting: state.queue.count(way),
                    delivered: standings[way]?.delivered?.rfc3339, failure: standings[way]?.failure)
            }, held: state.book.heldCount, lost: state.queue.lost, storageFailure: storageFailure)
    }

    // MARK: - Telling

    /// Sends what is due. To be called every second; may take as long as others take to answer.
    func deliver() async {
        // An attempt may be under way: an actor is free while it waits.
        guard !isDelivering else { return }
        isDelivering = true
        defer { isDelivering = false }
        let (now, options) = (clock.now, options)
        let due = options.ways.compactMap { state.queue.next(by: $0, at: now) }
        guard !due.isEmpty else { return }
        await withTaskGroup(of: (MessageQueue.Delivery, NotificationOutcome).self) { group in
            for delivery in due {
                group.addTask { [sender] in
                    (delivery, await sender.send(delivery.message, by: delivery.way, options))
                }
            }
            for await (delivery, outcome) in group { note(outcome, of: delivery) }
        }
    }

    private func note(_ outcome: NotificationOutcome, of delivery: MessageQueue.Delivery) {
        // An attempt that was cut short by the end of the guard is none.
        guard !Task.isCancelled else { return }
        note(outcome, by: delivery.way)
        let title = delivery.message.title
        switch state.queue.note(outcome, of: delivery, at: clock.now, using: &generator) {
        case .delivered: metrics.countNotification(delivery.way, .delivered)
        case .givenUp:
            metrics.countNotification(delivery.way, .lost)
            logger.error("A message to the owner was given up: '\(title)': \(outcome.reason ?? "")")
        case nil: break
        }
    }

    private func note(_ outcome: NotificationOutcome, by way: NotificationWay) {
        let earlier = standings[way]?.failure
        standings[way, default: Standing()].failure = outcome.reason
        if let reason = outcome.reason {
            if earlier != reason { logger.warning("The owner cannot be told by \(way.rawValue): \(reason)") }
        } else {
            standings[way]?.delivered = clock.now
            if earlier != nil { logger.notice("The owner can be told by \(way.rawValue) again") }
        }
    }

    // MARK: - Trying it

    /// Sends a message by every way now and waits for what comes of it.
    ///
    /// - Returns: one sentence.
    func test() async throws(ControlError) -> String {
        let options = options
        guard !options.ways.isEmpty else {
            throw ControlError(.wrong, "nobody is told: set 'notifications.url' or 'notifications.mail' first")
        }
        guard !isTesting else { throw ControlError(.wrong, "a test message is on its way already") }
        isTesting = true
        defer { isTesting = false }
        let now = clock.now
        let happening = Happening(
            .test, at: now, title: "A test message", text: "Somebody asked the guard for it: messages arrive here.")
        let message = OwnerMessage(.init(happenings: [happening], omitted: 0), from: host, at: now)
        var failures: [String] = []
        for way in options.ways {
            let outcome = await sender.send(message, by: way, options)
            note(outcome, by: way)
            if let reason = outcome.reason { failures.append(reason) } else { state.queue.hurry(way) }
        }
        guard failures.isEmpty else {
            throw ControlError(.failed, "the test message did not get through: \(failures.joined(separator: "; "))")
        }
        let places = options.ways.compactMap { options.place(of: $0) }
        return "The test message was taken for \(places.joined(separator: " and "))."
    }

    // MARK: - Disk

    /// Writes down what has changed. What the disk refuses is tried again a little later.
    func save() async {
        guard let file, state != saved else { return }
        let now = elapsed.now
        if storageFailure != nil, let lastSave, now.since(lastSave) < Self.rewriteInterval { return }
        lastSave = now
        let state = state
        let failure = await BlockingWork.run { () -> String? in
            do throws(BlocklistError) {
                try file.save(state)
                return nil
            } catch {
                return error.description
            }
        }
        if let failure, storageFailure == nil {
            logger.error("\(failure) What the owner is to be told is only in memory")
        }
        storageFailure = failure
        if failure == nil { saved = state }
    }
}
