import Logging
import Mail
import Observability
import ServiceLifecycle
import Store
import ThreatModel

/// Tells accounts what their alerts matched: makes digests of what waits, at most one an hour for each account, and sends
/// them until they have arrived or a day is over.
///
/// Everything it does stands in the store before it is done: killed at any moment, it goes on where it was. What was sent
/// but not noted down is sent again under the same id.
struct AlertDelivery: Service {
    /// Attempts under way at once: one that hangs keeps others waiting no longer than a few of its kind.
    static let concurrency = 32
    /// Accounts that get a digest, and deliveries that are tried, in one step.
    static let portion = 64
    /// How long a delivery belongs to the attempt under way: longer than any takes.
    static let claimTime = Duration.seconds(45)
    /// The longest sleep: settings that another process has changed count after it at the latest.
    static let longestWait = Duration.seconds(30)

    let store: any Store
    let configuration: AlertConfiguration
    let signal: AlertSignal
    let webhooks: WebhookSender
    /// `nil`: no mail is sent.
    let mail: Sendmail?
    let clock: any WallClock
    let metrics: ThreatAPIMetrics
    let logger: Logger

    func run() async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                var wait = Self.longestWait
                do {
                    if let next = try await pass() { wait = min(wait, max(.zero, next.since(clock.now))) }
                } catch {
                    logger.error("alerts could not be delivered", metadata: ["error": "\(error)"])
                }
                await signal.wait(upTo: wait)
            }
        }
    }

    /// Does everything that is due, and returns when something is due next; `nil` when nothing is foreseen.
    func pass() async throws -> Timestamp? {
        while !Task.isCancelled {
            let now = clock.now
            let (didCompose, nextDigest) = try await compose(at: now)
            let (didSend, nextAttempt) = try await send(at: now)
            if didCompose || didSend { continue }
            return [nextDigest, nextAttempt].compactMap { $0 }.min()
        }
        return nil
    }

    // MARK: Digests

    /// Makes a digest for each account that is due for one.
    private func compose(at now: Timestamp) async throws -> (didSomething: Bool, next: Timestamp?) {
        let byMail = mail != nil
        let awaited = try await store.read { try $0.awaitedDigests(byMail: byMail, limit: Self.portion) }
        let due = awaited.filter { isDue($0, at: now) }
        for digest in due { try await composeDigest(of: digest.account, at: now) }
        let next = awaited.dropFirst(due.count).first?.lastDigestAt?.advanced(by: configuration.digestInterval)
        return (!due.isEmpty, next)
    }

    /// A clock that was set back makes a digest due, rather than late by as much.
    private func isDue(_ awaited: AwaitedDigest, at now: Timestamp) -> Bool {
        guard let last = awaited.lastDigestAt else { return true }
        return now < last || now.since(last) >= configuration.digestInterval
    }

    /// In one transaction: what waits becomes a delivery by each way there is, and does not wait any more.
    private func composeDigest(of account: Int64, at now: Timestamp) async throws {
        let (webhookID, mailID) = (UUIDv7(at: now), UUIDv7(at: now))
        let from = mail?.from
        try await store.write { transaction in
            let digest = try Digest(of: account, id: webhookID, at: now, in: transaction)
            if try transaction.webhook(of: account) != nil {
                try transaction.insertDelivery(
                    StoredDelivery(
                        id: webhookID, account: account, channel: .webhook, createdAt: now, nextAttemptAt: now,
                        body: digest.json))
            }
            let address = try transaction.accounts().first { $0.id == account }?.email.flatMap { MailAddress($0) }
            let forMail = digest.forMail
            if let from, let address, !forMail.entries.isEmpty {
                try transaction.insertDelivery(
                    StoredDelivery(
                        id: mailID, account: account, channel: .mail, createdAt: now, nextAttemptAt: now,
                        body: MailMessage(from: from, to: address, digest: forMail).bytes))
            }
            try transaction.settleAlerts(digest.entries.map(\.alert.id), of: account, at: now)
        }
    }

    // MARK: Attempts

    /// Tries everything that is due, many at a time.
    private func send(at now: Timestamp) async throws -> (didSomething: Bool, next: Timestamp?) {
        let deliveries = try await store.read { try $0.deliveries(limit: Self.portion) }
        let due = deliveries.prefix { $0.nextAttemptAt <= now }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, delivery) in due.enumerated() {
                if index >= Self.concurrency { try await group.next() }
                group.addTask { try await attempt(delivery) }
            }
            try await group.waitForAll()
        }
        return (!due.isEmpty, due.isEmpty ? deliveries.first?.nextAttemptAt : nil)
    }

    private func attempt(_ delivery: StoredDelivery) async throws {
        // Put off before it is tried: a store that cannot be written later, or an end in between, sends nothing over and over.
        let provisional = clock.now.advanced(by: Self.claimTime)
        try await store.write { try $0.postponeDelivery(delivery.id, to: provisional, attempts: delivery.attempts) }
        let outcome: DeliveryOutcome
        switch delivery.channel {
        case .webhook:
            let webhook = try await store.read { try $0.webhook(of: delivery.account) }
            if let webhook {
                outcome = await webhooks.send(delivery, to: webhook, at: clock.now)
            } else {
                outcome = .refused(.notConfigured)
            }
        case .mail: outcome = await mail?.send(delivery.body).delivery ?? .refused(.notConfigured)
        }
        // An attempt that was cut short by the end of the server is none.
        guard !Task.isCancelled else { return }
        try await note(outcome, of: delivery)
    }

    private func note(_ outcome: DeliveryOutcome, of delivery: StoredDelivery) async throws {
        metrics.registry.instrument(ThreatAPIMetrics.alertDeliveryCount, delivery.channel.name, outcome.name)
            .increment()
        let now = clock.now
        let step = DeliveryCourse(lifetime: configuration.deliveryLifetime).step(
            delivery, after: outcome, at: now, jitter: Double.random(in: 0...1))
        let failure = outcome.failure?.description
        if let failure {
            logger.info(
                step == .abandon ? "a digest of alerts is given up" : "a digest of alerts could not be delivered",
                metadata: [
                    "channel": "\(delivery.channel)", "account": "\(delivery.account)", "reason": "\(failure)",
                ])
        }
        try await store.write { transaction in
            if delivery.channel == .webhook {
                try transaction.noteWebhookAttempt(of: delivery.account, at: now, error: failure)
            }
            switch step {
            case .finish, .abandon: try transaction.removeDelivery(delivery.id)
            case .retry(let next, let attempts):
                try transaction.postponeDelivery(delivery.id, to: next, attempts: attempts)
            }
        }
    }
}
