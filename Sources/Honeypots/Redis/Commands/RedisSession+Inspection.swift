import ThreatModel

extension RedisSession {
    /// Longest DEBUG SLEEP that is really waited for; more would only keep the visitor here.
    private static let longestSleep = 10.0

    mutating func debug(_ arguments: [[UInt8]]) throws(RedisFault) {
        if configuration.text("enable-debug-command") == "no", release >= .v7_0 {
            throw RedisFault(
                "ERR DEBUG command not allowed. If the enable-debug-command option is set to \"local\", you can run it "
                    + "from a local connection, otherwise you need to set this option in the configuration file, and "
                    + "then restart the server.")
        }
        switch (String(decoding: RedisText.lowercased(arguments[1].prefix(32)), as: UTF8.self), arguments.count) {
        case ("sleep", 3):
            let seconds = min(Self.longestSleep, RedisNumber.double(arguments[2]) ?? 0)
            if seconds > 0 { pause(seconds: seconds) }
            reply.ok()
        case ("object", 3...):
            guard let value = database.entry(arguments[2], at: nowMilliseconds)?.value else { throw .noSuchKey }
            let address = String(0x7f00_0000_0000 + UInt64(truncatingIfNeeded: generator.next() >> 28), radix: 16)
            reply.simple(
                "Value at:0x\(address) refcount:1 encoding:\(encoding(of: arguments[2]) ?? "raw") "
                    + "serializedlength:\(value.byteCount + 1) lru:\(now.seconds & 0xff_ffff) lru_seconds_idle:0")
        case ("segfault", 2), ("panic", 2), ("assert", 2), ("restart", _), ("crash-and-recover", _), ("oom", 2):
            // The server is gone at once, without a word.
            isClosing = true
        case ("reload", _), ("loadaof", 2), ("flushall", 2), ("set-active-expire", 3),
            ("quicklist-packed-threshold", 3),
            ("change-repl-id", 2):
            reply.ok()
        case ("jmap", 2): reply.ok()
        default: throw subcommandSyntax("debug", arguments[1])
        }
    }

    mutating func memoryUsage(_ arguments: [[UInt8]]) throws(RedisFault) {
        for index in stride(from: 3, to: arguments.count, by: 2) {
            guard RedisText.matches(arguments[index], "samples"), index + 1 < arguments.count else { throw .syntax }
            guard let samples = RedisNumber.integer(arguments[index + 1]) else { throw .notInteger }
            guard samples >= 0 else { throw .syntax }
        }
        guard let value = database.entry(arguments[2], at: nowMilliseconds)?.value else { return reply.null() }
        reply.integer(48 + (arguments[2].count + value.byteCount + 15) / 16 * 16)
    }
}
