/// EVAL and SCRIPT: short scripts give what they would really give; of others nothing is known, and they answer null.
extension RedisSession {
    mutating func evaluate(_ arguments: [[UInt8]]) throws(RedisFault) {
        let script = arguments[1]
        let keys = try scriptKeys(arguments)
        try run(script, named: RedisScriptCache.name(of: script), keys, Array(arguments.dropFirst(3 + keys.count)))
    }

    mutating func evaluateNamed(_ arguments: [[UInt8]]) throws(RedisFault) {
        let keys = try scriptKeys(arguments)
        let name = String(decoding: RedisText.lowercased(arguments[1].prefix(64)), as: UTF8.self)
        guard let script = scripts[name] else { throw .noScript }
        try run(script, named: name, keys, Array(arguments.dropFirst(3 + keys.count)))
    }

    private func scriptKeys(_ arguments: [[UInt8]]) throws(RedisFault) -> [[UInt8]] {
        guard let count = RedisNumber.integer(arguments[2]) else { throw .notInteger }
        guard count <= arguments.count - 3 else {
            throw RedisFault("ERR Number of keys can't be greater than number of args")
        }
        guard count >= 0 else { throw RedisFault("ERR Number of keys can't be negative") }
        return Array(arguments[3..<3 + Int(count)])
    }

    mutating func loadScript(_ script: [UInt8]) throws(RedisFault) {
        do {
            _ = try LuaParser.statements(of: script)
        } catch .syntax(let near, let line) {
            throw syntaxFault(near: near, line: line)
        } catch {}
        let name = RedisScriptCache.name(of: script)
        scripts.insert(script, as: name)
        reply.bulk(name)
    }

    mutating func flushScripts(_ arguments: [[UInt8]]) throws(RedisFault) {
        if arguments.count > 2 {
            guard release >= .v6_2 else { throw subcommandSyntax("script", arguments[1]) }
            let mode = arguments[2]
            guard arguments.count == 3, RedisText.matches(mode, "sync") || RedisText.matches(mode, "async") else {
                throw RedisFault("ERR SCRIPT FLUSH only support SYNC|ASYNC option")
            }
        }
        scripts.removeAll()
        reply.ok()
    }

    private func syntaxFault(near token: String, line: Int) -> RedisFault {
        // 6.0 puts every script into a function, whose end it meets one line further down.
        if release == .v6_0, token == LuaToken.end.shown { return syntaxFault(near: "end", line: line + 1) }
        return RedisFault(
            "ERR Error compiling script (new function): user_script:\(line): unexpected symbol near '\(token)'")
    }

    private mutating func run(
        _ script: [UInt8], named name: String, _ keys: [[UInt8]], _ arguments: [[UInt8]]
    ) throws(RedisFault) {
        let statements: [LuaStatement]
        do {
            statements = try LuaParser.statements(of: script)
        } catch .syntax(let near, let line) {
            throw syntaxFault(near: near, line: line)
        } catch {
            scripts.insert(script, as: name)
            return reply.null()
        }
        scripts.insert(script, as: name)
        let wasAtomic = isAtomic
        isAtomic = true
        defer { isAtomic = wasAtomic }
        var interpreter = LuaInterpreter(keys: keys, arguments: arguments, session: self)
        do {
            write(try interpreter.run(statements, &self) ?? .none)
        } catch .raised(let message) {
            throw scriptFault(message, script: name)
        } catch .command(let fault, let line) {
            throw commandFault(fault, script: name, line: line)
        } catch {
            reply.null()
        }
    }

    private func scriptFault(_ message: String, script: String) -> RedisFault {
        if release >= .v7_0 { return RedisFault("ERR \(message) script: \(script), on @user_script:1.") }
        let place = message.hasPrefix("@") ? "" : "@user_script:1: "
        return RedisFault("ERR Error running script (call to f_\(script)): \(place)\(message)")
    }

    /// How the error of a command called by a script comes out of the script.
    private func commandFault(_ fault: RedisFault, script: String, line: Int) -> RedisFault {
        let text = String(decoding: fault.text, as: UTF8.self)
        if release >= .v7_0 { return RedisFault(text + " script: \(script), on @user_script:\(line).") }
        // What the interpreter itself refuses has its place before it once more.
        let isOwn = text.contains("from Lua") || text.contains("From Lua") || text.hasSuffix("from scripts")
        let message = isOwn ? "@user_script: \(line): \(text.dropFirst(4))" : text
        return RedisFault("ERR Error running script (call to f_\(script)): @user_script:\(line): \(message)")
    }

    /// `redis.call`: runs a command and hands its reply to the script.
    mutating func callFromScript(_ arguments: [[UInt8]?]) throws(RedisFault) -> LuaValue {
        let words = arguments.compactMap { $0 }
        guard !words.isEmpty, words.count == arguments.count else {
            throw RedisFault("ERR Lua redis() command arguments must be strings or integers")
        }
        let command: RedisCommand
        do {
            command = try resolve(words)
        } catch {
            let isKnown = table.command(words[0]) != nil
            let source = release >= .v7_0 ? "called from script" : "called from Lua script"
            throw isKnown
                ? RedisFault(
                    "ERR Wrong number of args calling Redis command "
                        + (release >= .v7_0 ? "from script" : "From Lua script"))
                : RedisFault("ERR Unknown Redis command " + source)
        }
        guard !command.flags.contains(.noScript) else {
            throw RedisFault("ERR This Redis command is not allowed from " + (release >= .v7_0 ? "script" : "scripts"))
        }
        let outer = reply
        reply = RedisReply(capacity: context.limits.outputBytes, version: .resp2)
        defer { reply = outer }
        try run(command, words)
        return LuaValue(reply: reply.bytes)
    }

    /// A script's result as a reply.
    private mutating func write(_ value: LuaValue) {
        switch value {
        case .none, .boolean(false), .function, .file: reply.null()
        case .boolean(true): reply.integer(1)
        case .number(let number): reply.integer(Int64(exactly: number.rounded(.towardZero)) ?? .min)
        case .string(let bytes): reply.bulk(bytes)
        case .table(let table):
            if case .string(let error)? = table.fields["err"] { return reply.error(error) }
            if case .string(let status)? = table.fields["ok"] {
                return reply.simple(String(decoding: status.filter { $0 != 0x0d && $0 != 0x0a }, as: UTF8.self))
            }
            let elements = table.list.prefix { $0 != .none }
            reply.array(elements.count)
            for element in elements { write(element) }
        }
    }
}
