import ThreatModel

/// Replication: agreed to, recorded, and never done. Not a byte leaves for the host a visitor names.
extension RedisSession {
    mutating func replicate(_ arguments: [[UInt8]]) throws(RedisFault) {
        if RedisText.matches(arguments[1], "no"), RedisText.matches(arguments[2], "one") {
            replication.master = nil
            return reply.ok()
        }
        let asked = RedisNumber.integer(arguments[2])
        guard let port = asked, release < .v7_0 || (0...65_535).contains(port) else {
            throw release >= .v7_0 ? RedisFault("ERR Invalid master port") : .notInteger
        }
        let host = Array(arguments[1].prefix(Self.longestHost))
        if replication.master?.host == host, replication.master?.port == port {
            return reply.simple("OK Already connected to specified master")
        }
        replication.master = RedisReplication.Master(host: host, port: port, since: now)
        reply.ok()
    }

    /// Bytes of a host name (RFC 1035 §2.3.4).
    private static let longestHost = 255

    mutating func writeRole() {
        guard let master = replication.master else {
            reply.array(3)
            reply.bulk("master")
            reply.integer(0)
            return reply.array(0)
        }
        reply.array(5)
        reply.bulk("slave")
        reply.bulk(master.host)
        reply.integer(master.port)
        reply.bulk("connect")
        reply.integer(-1)
    }

    /// SYNC and PSYNC: the dataset as a dump file, then silence, as there are no changes to follow.
    mutating func sendDataset(announcing: Bool) {
        if announcing { reply.simple("FULLRESYNC \(scene.replicationID) 0") }
        let dump = RedisDump(dataset, release: release, version: scene.build.version, at: now)
        reply.write(Array("$\(dump.bytes.count)\r\n".utf8))
        reply.write(dump.bytes)
        client.isReplica = true
    }

    mutating func wait(_ arguments: [[UInt8]]) throws(RedisFault) {
        guard let replicas = RedisNumber.integer(arguments[1]) else { throw .notInteger }
        guard let timeout = RedisNumber.integer(arguments[2]) else {
            throw RedisFault("ERR timeout is not an integer or out of range")
        }
        guard timeout >= 0 else { throw RedisFault("ERR timeout is negative") }
        if replicas > 0, !isAtomic {
            guard timeout > 0 else {
                client.isBlocked = true
                return
            }
            pause(seconds: Double(timeout) / 1000)
        }
        reply.integer(0)
    }
}
