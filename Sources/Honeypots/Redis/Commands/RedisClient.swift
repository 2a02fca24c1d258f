/// What the server knows of the connection it talks to.
struct RedisClient: Sendable {
    /// Whether replies are sent (CLIENT REPLY).
    enum ReplyMode: Sendable {
        case on
        case off
        /// Not to the next command.
        case skipNext
        case skipThis
    }

    let id: Int64
    var name: [UInt8] = []
    var database = 0
    var isAuthenticated: Bool
    /// Commands since MULTI; nil outside a transaction.
    var queue: [[[UInt8]]]?
    var queuedBytes = 0
    /// Something was wrong with a queued command: EXEC will refuse.
    var isTransactionBroken = false
    var watchedKeys: Set<RedisKeyPlace> = []
    /// A watched key was changed: EXEC will do nothing.
    var isWatchBroken = false
    var channels: [[UInt8]] = []
    var patterns: [[UInt8]] = []
    var replyMode = ReplyMode.on
    var isMonitor = false
    /// Has asked for the dataset and its changes: it answers no more.
    var isReplica = false
    /// Waits for an element that nobody will push.
    var isBlocked = false
    var isEvictable = true
    var lastCommand = "NULL"

    var subscriptionCount: Int { channels.count + patterns.count }

    mutating func leaveTransaction() {
        queue = nil
        queuedBytes = 0
        isTransactionBroken = false
        watchedKeys = []
        isWatchBroken = false
    }
}
