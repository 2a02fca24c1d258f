import NIOCore

/// The visits of one event loop. Looks after their time limits together: one look a second at all of them costs less than a
/// timer for each. Used on its loop only.
final class LoopVisits {
    static let interval: TimeAmount = .seconds(1)

    private var handlers: [VisitHandler] = []
    /// Connections whose visitors were turned away, of this second and of the one before.
    private var turnedAway: (now: [VisitHandler], before: [VisitHandler]) = ([], [])
    private var repeated: RepeatedTask?
    /// The most visits at once since memory was last given back.
    private var peak = 0
    /// Fewer that are gone are not worth it.
    private static let crowd = 500
    /// Connections that are kept although their visitors were turned away.
    static let mostTurnedAway = 64

    var count: Int { handlers.count }

    /// - Parameter crowdHasGone: called when most of many visits have ended.
    func start(
        on loop: any EventLoop, isCrowded: @escaping @Sendable () -> Bool,
        crowdHasGone: @escaping @Sendable () -> Void = {}
    ) {
        let bound = NIOLoopBound(self, eventLoop: loop)
        repeated = loop.scheduleRepeatedTask(initialDelay: Self.interval, delay: Self.interval) { _ in
            bound.value.look(isCrowded)
            if bound.value.hasCrowdGone() { crowdHasGone() }
        }
    }

    private func hasCrowdGone() -> Bool {
        peak = max(peak, count)
        guard peak - count >= Self.crowd, count <= peak / 2 else { return false }
        peak = count
        return true
    }

    private func look(_ isCrowded: () -> Bool) {
        turnedAway.before.forEach { $0.closeNow() }
        turnedAway = ([], turnedAway.now)
        guard !handlers.isEmpty else { return }
        let isCrowded = isCrowded()
        // Backwards: a visit that ends leaves the list, and the last one, which had its turn, takes its place.
        for index in handlers.indices.reversed() where index < handlers.count {
            handlers[index].look(isCrowded: isCrowded)
        }
    }

    /// Ends all visits and looks after no more.
    func stop() {
        repeated?.cancel()
        repeated = nil
        let all = handlers
        handlers.removeAll()
        for handler in all {
            handler.listIndex = nil
            handler.shutDown()
        }
        (turnedAway.before + turnedAway.now).forEach { $0.closeNow() }
        turnedAway = ([], [])
    }

    /// Keeps the connection of a visitor who was turned away for a second or two: whoever is shut out at once is back at
    /// once, thousands of times in a second.
    ///
    /// - Returns: whether there is room for it.
    func turnAway(_ handler: VisitHandler) -> Bool {
        guard turnedAway.now.count + turnedAway.before.count < Self.mostTurnedAway else { return false }
        turnedAway.now.append(handler)
        return true
    }

    func add(_ handler: VisitHandler) {
        handler.listIndex = handlers.count
        handlers.append(handler)
    }

    func remove(_ handler: VisitHandler) {
        guard let index = handler.listIndex else { return }
        handler.listIndex = nil
        let last = handlers.removeLast()
        if last !== handler {
            handlers[index] = last
            last.listIndex = index
        }
    }
}
