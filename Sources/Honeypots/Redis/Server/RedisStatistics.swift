/// The counters of INFO: what a server of this age has seen, and what this visit adds.
struct RedisStatistics: Sendable {
    /// Connections since the start, this one included; also the number of this client.
    private(set) var connections: Int64 = 1
    private(set) var uptime: Int64 = 0
    /// Commands, bytes and the like before this visit.
    private var earlierCommands: Int64 = 0
    private var commands: Int64 = 0
    var hits: Int64 = 0
    var misses: Int64 = 0
    var bytesIn: Int64 = 0
    var bytesOut: Int64 = 0
    var reads: Int64 = 0
    /// Calls by command, and refusals by the first word of the error.
    private(set) var calls: [String: Int] = [:]
    private(set) var errors: [String: Int] = [:]

    /// Commands of which calls are counted one by one; the table of a release holds fewer names.
    private static let countedNames = 512

    mutating func begin(uptime: Int64, hourlyConnections: Int) {
        self.uptime = uptime
        connections = 1 + uptime &* Int64(hourlyConnections) / 3600
        earlierCommands = connections &* 11
        hits = connections &* 6
        misses = connections &* 2
        bytesIn = connections &* 512
        bytesOut = connections &* 2_048
        reads = connections &* 9
    }

    /// Bytes came in, in one piece.
    mutating func noteRead(_ count: Int) {
        reads += 1
        bytesIn += Int64(count)
    }

    mutating func note(_ command: String) {
        commands += 1
        if calls[command] != nil || calls.count < Self.countedNames { calls[command, default: 0] += 1 }
    }

    mutating func note(_ fault: RedisFault) {
        let code = String(decoding: fault.text.prefix { $0 != 0x20 }.prefix(32), as: UTF8.self)
        if errors[code] != nil || errors.count < Self.countedNames { errors[code, default: 0] += 1 }
    }

    /// CONFIG RESETSTAT.
    mutating func reset() {
        let connections = connections
        let uptime = uptime
        self = RedisStatistics()
        self.connections = connections
        self.uptime = uptime
    }

    var commandCount: Int64 { earlierCommands + commands }
    var errorCount: Int { errors.values.reduce(0, +) }
}
