import ThreatModel

/// SET and its many relatives.
extension RedisSession {
    private enum Condition {
        case ifFree
        case ifTaken
    }

    /// The options of SET and GETEX.
    private struct Options {
        var condition: Condition?
        var expiry: (number: [UInt8], unit: RedisExpiry.Unit, isMoment: Bool)?
        var keepsExpiry = false
        var persists = false
        var returnsOld = false
    }

    mutating func setString(_ arguments: [[UInt8]]) throws(RedisFault) {
        let options = try setOptions(arguments)
        let key = arguments[1]
        let expiresAt = try moment(options, command: "set")
        var old: [UInt8]?
        if options.returnsOld { old = try string(key) }
        let isTaken = exists(key)
        if options.condition == .ifFree && isTaken || options.condition == .ifTaken && !isTaken {
            return options.returnsOld ? reply.bulk(orNull: old) : reply.null()
        }
        set(key, to: .string(arguments[2]), keepingExpiry: options.keepsExpiry)
        if let expiresAt { setExpiry(key, expiresAt) }
        if options.returnsOld { reply.bulk(orNull: old) } else { reply.ok() }
    }

    private func setOptions(_ arguments: [[UInt8]]) throws(RedisFault) -> Options {
        var options = Options()
        var index = 3
        while index < arguments.count {
            let following = index + 1 < arguments.count ? arguments[index + 1] : nil
            switch String(decoding: RedisText.lowercased(arguments[index].prefix(16)), as: UTF8.self) {
            case "nx" where options.condition == nil && (release >= .v7_0 || !options.returnsOld):
                options.condition = .ifFree
            case "xx" where options.condition == nil: options.condition = .ifTaken
            case "get" where release >= .v6_2 && (release >= .v7_0 || options.condition != .ifFree):
                options.returnsOld = true
            case "keepttl" where options.expiry == nil: options.keepsExpiry = true
            case let word where !options.keepsExpiry && options.expiry == nil && following != nil:
                guard let (unit, isMoment) = expiryOption(word), let following else { throw .syntax }
                options.expiry = (following, unit, isMoment)
                index += 1
            default: throw .syntax
            }
            index += 1
        }
        return options
    }

    private func expiryOption(_ word: String) -> (RedisExpiry.Unit, isMoment: Bool)? {
        switch word {
        case "ex": (.seconds, false)
        case "px": (.milliseconds, false)
        case "exat" where release >= .v6_2: (.seconds, true)
        case "pxat" where release >= .v6_2: (.milliseconds, true)
        default: nil
        }
    }

    /// When a key set with these options expires.
    private func moment(_ options: Options, command: String) throws(RedisFault) -> Int64? {
        guard let expiry = options.expiry else { return nil }
        guard let number = RedisNumber.integer(expiry.number) else { throw .notInteger }
        guard number > 0 else { throw RedisExpiry.invalid(command, release) }
        return try RedisExpiry.moment(
            number, expiry.unit, from: expiry.isMoment ? nil : nowMilliseconds, command: command, release: release)
    }

    mutating func setExpiring(
        _ arguments: [[UInt8]], unit: RedisExpiry.Unit, command: String
    ) throws(RedisFault) {
        let options = Options(expiry: (arguments[2], unit, false))
        let expiresAt = try moment(options, command: command)
        set(arguments[1], to: .string(arguments[3]))
        if let expiresAt { setExpiry(arguments[1], expiresAt) }
        reply.ok()
    }

    mutating func getExpiring(_ arguments: [[UInt8]]) throws(RedisFault) {
        var options = Options()
        var index = 2
        while index < arguments.count {
            let word = String(decoding: RedisText.lowercased(arguments[index].prefix(16)), as: UTF8.self)
            guard !options.persists, options.expiry == nil else { throw .syntax }
            if word == "persist" {
                options.persists = true
                index += 1
            } else if let (unit, isMoment) = expiryOption(word), index + 1 < arguments.count {
                options.expiry = (arguments[index + 1], unit, isMoment)
                index += 2
            } else {
                throw .syntax
            }
        }
        guard let value = try string(arguments[1]) else { return reply.null() }
        let expiresAt = try moment(options, command: "getex")
        reply.bulk(value)
        if options.persists { setExpiry(arguments[1], nil) }
        if let expiresAt { setExpiry(arguments[1], expiresAt) }
    }

    /// Sets when a key expires; a moment that has passed deletes it.
    mutating func setExpiry(_ key: [UInt8], _ expiresAt: Int64?) {
        if let expiresAt, expiresAt <= nowMilliseconds {
            database.remove(key)
        } else {
            database.setExpiry(key, expiresAt)
        }
        noteChange(of: key)
    }

    mutating func setMany(_ arguments: [[UInt8]], onlyIfFree: Bool) throws(RedisFault) {
        guard !arguments.count.isMultiple(of: 2) else {
            throw release >= .v7_0
                ? .wrongArity(onlyIfFree ? "msetnx" : "mset") : RedisFault("ERR wrong number of arguments for MSET")
        }
        let indices = stride(from: 1, to: arguments.count, by: 2)
        if onlyIfFree {
            for index in indices where exists(arguments[index]) { return reply.integer(0) }
        }
        for index in indices { set(arguments[index], to: .string(arguments[index + 1])) }
        if onlyIfFree { reply.integer(1) } else { reply.ok() }
    }

    mutating func append(_ arguments: [[UInt8]]) throws(RedisFault) {
        let value = (try string(arguments[1]) ?? []) + arguments[2]
        set(arguments[1], to: .string(value), keepingExpiry: true)
        reply.integer(value.count)
    }

    mutating func getRange(_ arguments: [[UInt8]]) throws(RedisFault) {
        guard let start = RedisNumber.integer(arguments[2]), let end = RedisNumber.integer(arguments[3]) else {
            throw .notInteger
        }
        let value = try string(arguments[1]) ?? []
        // Two negative ends in the wrong order give nothing before they are counted from the end.
        guard !(start < 0 && end < 0 && start > end) else { return reply.bulk([UInt8]()) }
        reply.bulk(value[RedisRange.resolve(start, end, count: value.count, emptyAtLeast: true)])
    }

    mutating func setRange(_ arguments: [[UInt8]]) throws(RedisFault) {
        guard let offset = RedisNumber.integer(arguments[2]) else { throw .notInteger }
        guard offset >= 0 else { throw RedisFault("ERR offset is out of range") }
        var value = try string(arguments[1]) ?? []
        let patch = arguments[3]
        guard !patch.isEmpty else { return reply.integer(value.count) }
        let end = try demandLength(offset, patch.count)
        if value.count < end {
            try demandRoom(for: end - value.count)
            value += Array(repeating: 0, count: end - value.count)
        }
        value.replaceSubrange(Int(offset)..<end, with: patch)
        set(arguments[1], to: .string(value), keepingExpiry: true)
        reply.integer(value.count)
    }

    /// The end of a patch; refused where the real server refuses it (6.0 may crash instead).
    private func demandLength(_ offset: Int64, _ count: Int) throws(RedisFault) -> Int {
        let (end, overflow) = offset.addingReportingOverflow(Int64(count))
        guard !overflow, end <= RedisRequestParser.longestBulk else {
            throw .stringTooLong
        }
        return Int(end)
    }

    mutating func increment(_ key: [UInt8], by step: Int64) throws(RedisFault) {
        var number: Int64 = 0
        if let value = try string(key) {
            guard let stored = RedisNumber.integer(value) else { throw .notInteger }
            number = stored
        }
        let (sum, overflow) = number.addingReportingOverflow(step)
        guard !overflow else { throw .overflow }
        set(key, to: .string(Array(String(sum).utf8)), keepingExpiry: true)
        reply.integer(sum)
    }

    mutating func incrementByFloat(_ arguments: [[UInt8]]) throws(RedisFault) {
        let value = try string(arguments[1]) ?? [UInt8(ascii: "0")]
        guard RedisNumber.double(value) != nil, RedisNumber.double(arguments[2]) != nil else { throw .notFloat }
        let text = try RedisNumber.sum(value, arguments[2])
        set(arguments[1], to: .string(text), keepingExpiry: true)
        reply.bulk(text)
    }
}
