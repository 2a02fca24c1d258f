import ThreatModel

/// Whose replica the server pretends to be. It never connects to anyone.
struct RedisReplication: Sendable {
    struct Master: Hashable, Sendable {
        var host: [UInt8]
        var port: Int64
        var since: Timestamp
    }

    var master: Master?
}
