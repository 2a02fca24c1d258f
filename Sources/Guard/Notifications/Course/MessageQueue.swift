import APIClient
import ThreatModel

/// Messages on their way, and when each is tried. A pure value.
///
/// By each way one message goes after the other, in order: where one does not get through, the next would not either.
struct MessageQueue: Codable, Equatable, Sendable {
    struct Delivery: Codable, Equatable, Sendable {
        var message: OwnerMessage
        var way: NotificationWay
        /// When it was first to be sent.
        var began: Timestamp
    }

    /// What became of a message that is not waiting any more.
    enum End: Equatable {
        case delivered
        case givenUp
    }

    private(set) var waiting: [Delivery] = []
    /// Messages that did not arrive by some way.
    private(set) var lost = 0
    /// When a way is tried again. After a restart, at once.
    private var notBefore: [NotificationWay: Timestamp] = [:]
    private var retries: [NotificationWay: RetryPolicy] = [:]

    private enum CodingKeys: CodingKey {
        case waiting, lost
    }

    /// By one way; of more, the oldest goes.
    static let most = 50
    /// From a message's first moment to its last attempt.
    static let lifetime = Duration.seconds(86_400)
    static let firstPause = Duration.seconds(30)
    static let longestPause = Duration.seconds(3600)

    init() {}

    func count(_ way: NotificationWay) -> Int { waiting.count { $0.way == way } }

    mutating func add(_ message: OwnerMessage, by ways: [NotificationWay], at now: Timestamp) {
        for way in ways {
            if count(way) >= Self.most, let oldest = waiting.firstIndex(where: { $0.way == way }) {
                waiting.remove(at: oldest)
                lost += 1
            }
            waiting.append(Delivery(message: message, way: way, began: now))
        }
    }

    /// Ways that are none any more take what waits with them.
    mutating func keep(_ ways: [NotificationWay]) {
        waiting.removeAll { !ways.contains($0.way) }
    }

    /// A way leads somewhere else now, or is known to work: it is tried at once.
    mutating func hurry(_ way: NotificationWay) {
        notBefore[way] = nil
        retries[way] = nil
    }

    /// What is to be tried now by a way.
    func next(by way: NotificationWay, at now: Timestamp) -> Delivery? {
        if let pause = notBefore[way], now < pause, pause.since(now) <= Self.longestPause * 2 { return nil }
        return waiting.first { $0.way == way }
    }

    /// An attempt has ended.
    ///
    /// - Returns: what became of the message; `nil`: it is tried again.
    mutating func note(
        _ outcome: NotificationOutcome, of delivery: Delivery, at now: Timestamp,
        using generator: inout some RandomNumberGenerator
    ) -> End? {
        switch outcome {
        case .delivered:
            hurry(delivery.way)
            remove(delivery)
            return .delivered
        case .refused:
            remove(delivery)
            lost += 1
            return .givenUp
        case .failed(_, let wish):
            var retry = retries[delivery.way] ?? RetryPolicy(initial: Self.firstPause, maximum: Self.longestPause)
            let pause = retry.delay(retryAfter: wish.map { min($0, Self.longestPause) }, using: &generator)
            retries[delivery.way] = retry
            notBefore[delivery.way] = now.advanced(by: pause)
            // A clock that was set back makes nothing immortal for longer than it was set back.
            guard now.since(delivery.began) >= Self.lifetime else { return nil }
            remove(delivery)
            lost += 1
            return .givenUp
        }
    }

    private mutating func remove(_ delivery: Delivery) {
        if let index = waiting.firstIndex(where: { $0.way == delivery.way && $0.message.id == delivery.message.id }) {
            waiting.remove(at: index)
        }
    }
}
