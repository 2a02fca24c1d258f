/// Subscriptions. Nobody else is heard here, so that only what the visitor publishes reaches the visitor.
extension RedisSession {
    /// Channels and patterns one visit may subscribe to.
    private static let mostSubscriptions = 1024

    mutating func subscribe(
        _ arguments: [[UInt8]], _ kind: WritableKeyPath<RedisClient, [[UInt8]]>, _ word: String
    ) throws(RedisFault) {
        guard client.subscriptionCount + arguments.count - 1 <= Self.mostSubscriptions else { throw .outOfMemory }
        for name in arguments.dropFirst() {
            if !client[keyPath: kind].contains(name) { client[keyPath: kind].append(name) }
            notify(word, name)
        }
    }

    mutating func unsubscribe(
        _ arguments: [[UInt8]], _ kind: WritableKeyPath<RedisClient, [[UInt8]]>, _ word: String
    ) {
        let names = arguments.count > 1 ? Array(arguments.dropFirst()) : client[keyPath: kind]
        for name in names {
            client[keyPath: kind].removeAll { $0 == name }
            notify(word, name)
        }
        if names.isEmpty { notify(word, nil) }
    }

    private mutating func notify(_ word: String, _ name: [UInt8]?) {
        reply.push(3)
        reply.bulk(word)
        reply.bulk(orNull: name)
        reply.integer(client.subscriptionCount)
    }

    mutating func publish(_ message: [UInt8], to channel: [UInt8]) {
        var receivers = 0
        if client.channels.contains(channel) {
            receivers += 1
            reply.push(3)
            for part in [Array("message".utf8), channel, message] { reply.bulk(part) }
        }
        for pattern in client.patterns where RedisPattern(pattern).matches(channel) {
            receivers += 1
            reply.push(4)
            for part in [Array("pmessage".utf8), pattern, channel, message] { reply.bulk(part) }
        }
        reply.integer(receivers)
    }
}
