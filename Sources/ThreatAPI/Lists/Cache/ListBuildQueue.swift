/// The order in which lists are built: the usual ones as soon as there is a thread, unusual ones one after the other, so that
/// they never take the last thread. A value that says what is to be started.
struct ListBuildQueue {
    /// Unusual lists that may wait. Each may take a tenth of a second; whoever would wait longer had better come back.
    static let mostWaiting = 64

    private var isBuildingUnusual = false
    private var waiting: [ListKey] = []
    private var next = 0

    enum Reaction: Equatable {
        case start
        case wait
        case refuse
    }

    mutating func add(_ key: ListKey) -> Reaction {
        guard !key.isUsual else { return .start }
        guard isBuildingUnusual else {
            isBuildingUnusual = true
            return .start
        }
        guard waiting.count - next < Self.mostWaiting else { return .refuse }
        waiting.append(key)
        return .wait
    }

    /// One has been built; returns the one to start in its place.
    mutating func finish(_ key: ListKey) -> ListKey? {
        guard !key.isUsual else { return nil }
        guard next < waiting.count else {
            waiting.removeAll()
            next = 0
            isBuildingUnusual = false
            return nil
        }
        next += 1
        let key = waiting[next - 1]
        if next > Self.mostWaiting {
            waiting.removeFirst(next)
            next = 0
        }
        return key
    }
}
