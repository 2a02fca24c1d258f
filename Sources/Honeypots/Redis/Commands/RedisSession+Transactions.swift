extension RedisSession {
    /// Takes a command into the transaction.
    mutating func enqueue(_ arguments: [[UInt8]]) throws(RedisFault) {
        let bytes = arguments.reduce(0) { $0 + $1.count }
        guard (client.queue?.count ?? 0) < RedisTransactionLimits.commands,
            client.queuedBytes + bytes <= RedisTransactionLimits.bytes
        else {
            client.isTransactionBroken = true
            throw .outOfMemory
        }
        client.queue?.append(arguments)
        client.queuedBytes += bytes
        reply.simple("QUEUED")
    }

    /// EXEC: runs what was queued and answers all of it in one array.
    mutating func execute() throws(RedisFault) {
        guard let queue = client.queue else { throw RedisFault("ERR EXEC without MULTI") }
        let isBroken = client.isTransactionBroken
        let isWatchBroken = client.isWatchBroken
        client.leaveTransaction()
        if isBroken { throw RedisFault("EXECABORT Transaction discarded because of previous errors.") }
        if isWatchBroken { return reply.nullArray() }
        isAtomic = true
        defer { isAtomic = false }
        reply.array(queue.count)
        for arguments in queue where !reply.isOverflown {
            do {
                try run(try resolve(arguments), arguments)
            } catch {
                statistics.note(error)
                reply.error(error)
            }
        }
    }
}
