/// Runs a script's statements against a session. Scripts have no loops here, so that a run is never longer than its text.
struct LuaInterpreter {
    enum Failure: Error {
        /// The real interpreter would stop here: the message with its place, as it stands in the error reply.
        case raised(String)
        /// A command failed, and the script with it.
        case command(RedisFault, line: Int)
        /// What the real interpreter would do is not known.
        case beyond
    }

    /// Bytes of text a script may build by joining.
    private static let longestText = 64 * 1024

    private var locals: [String: LuaValue]
    /// Whether the sandbox leaks `package`, as in the build of Debian.
    private let isLeaky: Bool
    private let release: RedisRelease
    private let probe: HostProbe

    init(keys: [[UInt8]], arguments: [[UInt8]], session: RedisSession) {
        locals = [
            "KEYS": .table(LuaTable(list: keys.map(LuaValue.string))),
            "ARGV": .table(LuaTable(list: arguments.map(LuaValue.string))),
        ]
        release = session.release
        isLeaky = session.scene.build.isPackaged
        probe = HostProbe(persona: session.context.persona)
    }

    /// Runs the statements; the value of the `return` that was met.
    mutating func run(_ statements: [LuaStatement], _ session: inout RedisSession) throws(Failure) -> LuaValue? {
        for statement in statements {
            switch statement {
            case .local(let name, let expression): locals[name] = try value(expression, &session)
            case .assignment(let name, let expression, let line):
                let value = try value(expression, &session)
                guard locals[name] != nil else {
                    throw .raised(
                        release >= .v6_2
                            ? "user_script:\(line): Attempt to modify a readonly table"
                            : "@enable_strict_lua:8: user_script:\(line): Script attempted to create global variable "
                                + "'\(name)'")
                }
                locals[name] = value
            case .expression(let expression): _ = try value(expression, &session)
            case .result(let expression): return try value(expression, &session)
            case .choice(let branches, let otherwise):
                var body = otherwise
                for branch in branches where try value(branch.condition, &session).isTrue {
                    body = branch.body
                    break
                }
                if let result = try run(body, &session) { return result }
            }
        }
        return nil
    }

    private mutating func value(
        _ expression: LuaExpression, _ session: inout RedisSession
    ) throws(Failure) -> LuaValue {
        switch expression {
        case .value(let value): return value
        case .name(let name, let line): return try global(name, line: line)
        case .field(let target, let key, let line):
            return try field(try library(of: target), of: value(target, &session), value(key, &session), line: line)
        case .call(let target, let arguments, let line):
            guard case .function(let function) = try value(target, &session) else {
                throw .raised("user_script:\(line): attempt to call \(Self.describe(target)) (a nil value)")
            }
            return try call(function, try values(arguments, &session), line: line, &session)
        case .method(let target, let name, _, _):
            guard case .file(let output) = try value(target, &session) else { throw .beyond }
            return name == "read" ? .string(output) : .boolean(true)
        case .table(let list, let fields):
            var table = LuaTable(list: try values(list, &session))
            for (name, expression) in fields { table.fields[name] = try value(expression, &session) }
            return .table(table)
        case .unary(let sign, let operand): return try unary(sign, try value(operand, &session))
        case .binary("and", let left, let right):
            let first = try value(left, &session)
            return first.isTrue ? try value(right, &session) : first
        case .binary("or", let left, let right):
            let first = try value(left, &session)
            return first.isTrue ? first : try value(right, &session)
        case .binary(let sign, let left, let right):
            return try binary(sign, try value(left, &session), try value(right, &session))
        }
    }

    private mutating func values(
        _ expressions: [LuaExpression], _ session: inout RedisSession
    ) throws(Failure) -> [LuaValue] {
        var values: [LuaValue] = []
        for expression in expressions { values.append(try value(expression, &session)) }
        return values
    }

    // MARK: - Names

    private func global(_ name: String, line: Int) throws(Failure) -> LuaValue {
        if let value = locals[name] { return value }
        if let function = LuaFunction.globals[name] { return .function(function) }
        if name == "package", isLeaky { return .table(LuaTable(fields: ["loadlib": .function(.loadLibrary)])) }
        if let library = LuaFunction.libraries[name], name != "io" {
            return .table(LuaTable(fields: library.mapValues(LuaValue.function)))
        }
        let place = release >= .v6_2 ? "" : "@enable_strict_lua:15: "
        throw .raised("\(place)user_script:\(line): Script attempted to access nonexistent global variable '\(name)'")
    }

    /// The name of the library an expression stands for, where fields that are not listed may still exist.
    private func library(of expression: LuaExpression) throws(Failure) -> String? {
        guard case .name(let name, _) = expression, locals[name] == nil else { return nil }
        return LuaFunction.libraries[name] == nil ? nil : name
    }

    private func field(
        _ library: String?, of target: LuaValue, _ key: LuaValue, line: Int
    ) throws(Failure) -> LuaValue {
        guard case .table(let table) = target else {
            if case .string = target { throw .beyond }
            throw .raised("user_script:\(line): attempt to index a \(target.typeName) value")
        }
        if case .number(let index) = key, let place = Int(exactly: index) {
            return table.list.indices.contains(place - 1) ? table.list[place - 1] : .none
        }
        let name = String(decoding: key.text ?? [], as: UTF8.self)
        if let value = table.fields[name] { return value }
        return library == nil ? .none : .function(.unplayed)
    }

    private static func describe(_ target: LuaExpression) -> String {
        switch target {
        case .name(let name, _): "global '\(name)'"
        case .field(_, .value(.string(let name)), _): "field '\(String(decoding: name, as: UTF8.self))'"
        default: "a value"
        }
    }

    // MARK: - Calls

    private func call(
        _ function: LuaFunction, _ arguments: [LuaValue], line: Int, _ session: inout RedisSession
    ) throws(Failure) -> LuaValue {
        let first = arguments.first ?? .none
        let text = first.text ?? []
        switch function {
        case .call, .protectedCall:
            do {
                return try session.callFromScript(arguments.map { $0.text })
            } catch {
                guard function == .protectedCall else { throw .command(error, line: line) }
                return .table(LuaTable(fields: ["err": .string(error.text)]))
            }
        case .errorReply:
            // Since 7.0 an error without a code gets the usual one.
            let isBare = release >= .v7_0 && !text.contains(0x20)
            return .table(LuaTable(fields: ["err": .string(isBare ? Array("ERR ".utf8) + text : text)]))
        case .statusReply: return .table(LuaTable(fields: ["ok": .string(text)]))
        case .digest: return .string(Array(Digest.hexadecimal(Digest.sha1(text)).utf8))
        case .log, .close: return .none
        case .raise:
            throw .raised("user_script:\(line): " + String(decoding: text, as: UTF8.self))
        case .toNumber: return first.number.map(LuaValue.number) ?? .none
        case .toString:
            let word = first.isTrue ? "true" : first == .none ? "nil" : "false"
            return .string(first.text ?? Array(word.utf8))
        case .type: return .string(Array(first.typeName.utf8))
        case .length: return .number(Double(text.count))
        case .lower: return .string(RedisText.lowercased(text))
        case .upper: return .string(text.map { (0x61...0x7a).contains($0) ? $0 & 0xdf : $0 })
        case .substring:
            // Positions count from 1; nobody means one beyond 32 bits.
            let bounds = arguments.dropFirst().map { Int64(Int32(exactly: ($0.number ?? 0).rounded(.towardZero)) ?? 0) }
            let start = bounds.first ?? 1
            let end = bounds.dropFirst().first ?? -1
            let range = RedisRange.resolve(start > 0 ? start - 1 : start, end > 0 ? end - 1 : end, count: text.count)
            return .string(Array(text[range]))
        case .loadLibrary: return .function(.openLibrary)
        case .openLibrary:
            return .table(LuaTable(fields: ["popen": .function(.openProcess), "execute": .function(.execute)]))
        case .openProcess: return .file(probe.output(of: text))
        case .execute: return .number(0)
        case .read, .unplayed: throw .beyond
        }
    }

    // MARK: - Operators

    private func unary(_ sign: String, _ operand: LuaValue) throws(Failure) -> LuaValue {
        switch (sign, operand) {
        case ("not", _): return .boolean(!operand.isTrue)
        case ("#", .string(let bytes)): return .number(Double(bytes.count))
        case ("#", .table(let table)): return .number(Double(table.list.count))
        case ("-", _):
            guard let number = operand.number else { throw .beyond }
            return .number(-number)
        default: throw .beyond
        }
    }

    private func binary(_ sign: String, _ left: LuaValue, _ right: LuaValue) throws(Failure) -> LuaValue {
        switch sign {
        case "==": return .boolean(left == right)
        case "~=": return .boolean(left != right)
        case "..":
            guard let start = left.text, let end = right.text, start.count + end.count <= Self.longestText else {
                throw .beyond
            }
            return .string(start + end)
        default: break
        }
        guard let a = left.number, let b = right.number else { throw .beyond }
        switch sign {
        case "+": return .number(a + b)
        case "-": return .number(a - b)
        case "*": return .number(a * b)
        case "/": return .number(a / b)
        case "%": return .number(a - (a / b).rounded(.down) * b)
        case "<": return .boolean(a < b)
        case ">": return .boolean(a > b)
        case "<=": return .boolean(a <= b)
        case ">=": return .boolean(a >= b)
        default: throw .beyond
        }
    }
}
