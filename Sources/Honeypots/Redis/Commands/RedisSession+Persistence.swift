import ThreatModel

/// Dumps: of one key on the wire, of everything "to disk".
extension RedisSession {
    mutating func dump(_ key: [UInt8]) {
        guard let value = database.entry(key, at: nowMilliseconds)?.value else { return reply.null() }
        reply.bulk(RedisDump.payload(of: value, release: release))
    }

    mutating func restore(_ arguments: [[UInt8]]) throws(RedisFault) {
        var replaces = false
        var isMoment = false
        var index = 4
        while index < arguments.count {
            let word = String(decoding: RedisText.lowercased(arguments[index].prefix(16)), as: UTF8.self)
            let number = index + 1 < arguments.count ? RedisNumber.integer(arguments[index + 1]) : nil
            switch word {
            case "replace": replaces = true
            case "absttl": isMoment = true
            case "idletime" where index + 1 < arguments.count:
                guard let number else { throw .notInteger }
                guard number >= 0 else { throw RedisFault("ERR Invalid IDLETIME value, must be >= 0") }
                index += 1
            case "freq" where index + 1 < arguments.count:
                guard let number else { throw .notInteger }
                guard (0...255).contains(number) else {
                    throw RedisFault("ERR Invalid FREQ value, must be >= 0 and <= 255")
                }
                index += 1
            default: throw .syntax
            }
            index += 1
        }
        let key = arguments[1]
        if !replaces, exists(key) { throw .busyKey }
        guard let ttl = RedisNumber.integer(arguments[2]) else { throw .notInteger }
        guard ttl >= 0 else { throw RedisFault("ERR Invalid TTL value, must be >= 0") }
        let value = try RedisDumpReader.value(of: arguments[3], release: release)
        try demandRoom(for: value.byteCount)
        set(key, to: value)
        if ttl > 0 { setExpiry(key, isMoment ? ttl : nowMilliseconds.addingReportingOverflow(ttl).partialValue) }
        reply.ok()
    }

    /// SAVE and its like. What a visitor has made the server write, and where, is kept: this is how keys become cron
    /// tables, SSH keys and web shells.
    mutating func writeDump() {
        lastSave = now
        dataset.changes = 0
        let folder = configuration["dir"]
        let file = configuration["dbfilename"]
        let path = (folder.last == UInt8(ascii: "/") ? folder : folder + [UInt8(ascii: "/")]) + file
        let values = visitorValues()
        guard path != defaultDumpPath || !values.isEmpty else { return }
        let dump = RedisDump(dataset, release: release, version: scene.build.version, at: now)
        guard lastDump?.isSame(as: dump, path: path) != true else { return }
        lastDump = dump.placed(at: path)
        let limit = context.limits.fieldBytes
        var fields: EventFields = ["how": "upload"]
        fields.set("path", bytes: path, limit: limit)
        fields.set("dir", bytes: folder, limit: limit)
        fields.set("dbfilename", bytes: file, limit: limit)
        fields.set("value", bytes: values, limit: limit)
        output.keep(Array(dump.bytes.prefix(context.limits.bodyBytes)), fields)
    }

    private var defaultDumpPath: [UInt8] { Array(((scene.build.settings["dir"] ?? "") + "/dump.rdb").utf8) }

    /// The contents of the strings that were not there before the visit, one under the other.
    private func visitorValues() -> [UInt8] {
        var values: [UInt8] = []
        for index in dataset.indices {
            for element in dataset[index].elements {
                guard case .string(let value) = element.value.value,
                    !scene.holds(value, at: element.key, in: index)
                else { continue }
                if !values.isEmpty { values.append(0x0a) }
                values += value
                guard values.count <= context.limits.fieldBytes else { return values }
            }
        }
        return values
    }
}
