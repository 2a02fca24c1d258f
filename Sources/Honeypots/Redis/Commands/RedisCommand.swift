/// One command of the server, or one subcommand: what it is called, what it takes, what it does.
struct RedisCommand: Sendable {
    /// What COMMAND says of a command, and what decides when it may run.
    struct Flags: OptionSet, Hashable, Sendable {
        let rawValue: UInt32

        static let write = Flags(rawValue: 1 << 0)
        static let readOnly = Flags(rawValue: 1 << 1)
        /// Refused once the memory is used up.
        static let denyOOM = Flags(rawValue: 1 << 2)
        static let admin = Flags(rawValue: 1 << 3)
        static let pubsub = Flags(rawValue: 1 << 4)
        static let noScript = Flags(rawValue: 1 << 5)
        static let blocking = Flags(rawValue: 1 << 6)
        static let loading = Flags(rawValue: 1 << 7)
        static let stale = Flags(rawValue: 1 << 8)
        static let fast = Flags(rawValue: 1 << 9)
        /// Allowed before a password was given.
        static let noAuth = Flags(rawValue: 1 << 10)
        static let skipMonitor = Flags(rawValue: 1 << 11)
        /// Refused inside MULTI.
        static let noMulti = Flags(rawValue: 1 << 12)
        /// Its keys are not at fixed places.
        static let movableKeys = Flags(rawValue: 1 << 13)

        /// What most administrative commands have in common.
        static let administration: Flags = [.admin, .noScript, .loading, .stale]
        static let connection: Flags = [.noScript, .loading, .stale]
    }

    /// Where the keys stand among the arguments: first and last index, and the distance between two.
    struct Keys: Hashable, Sendable {
        let first: Int
        let last: Int
        let step: Int

        static let none = Keys(first: 0, last: 0, step: 0)
        static let one = Keys(first: 1, last: 1, step: 1)
        static let two = Keys(first: 1, last: 2, step: 1)
        static let all = Keys(first: 1, last: -1, step: 1)
        static let pairs = Keys(first: 1, last: -1, step: 2)
        /// All but the last argument.
        static let allButLast = Keys(first: 1, last: -2, step: 1)
        static let second = Keys(first: 2, last: 2, step: 1)
    }

    /// Which of the arguments are contents rather than names: they are recorded as the `value` of the event.
    enum Contents: Hashable, Sendable {
        case none
        /// Every `step`th argument from this index on.
        case from(Int, step: Int)
        /// One argument, and another that names it though it is no key.
        case named(by: Int, at: Int)

        static func at(_ index: Int) -> Contents { .from(index, step: .max) }
    }

    /// What a call does. It throws nothing but ``RedisFault`` (closures cannot infer that, so it is not in the type).
    typealias Body = @Sendable (inout RedisSession, [[UInt8]]) throws -> Void

    /// In small letters; a subcommand is named `command|subcommand`.
    let name: String
    /// How many arguments it takes, the name included; negative: at least so many.
    let arity: Int
    let flags: Flags
    let keys: Keys
    let contents: Contents
    let releases: ClosedRange<RedisRelease>
    let body: Body
    /// By the last part of their names. Not empty: a command that does nothing by itself.
    let subcommands: [[UInt8]: RedisCommand]

    init(
        _ name: String, _ arity: Int, _ flags: Flags, _ keys: Keys = .none, contents: Contents = .none,
        since first: RedisRelease = .v6_0, until last: RedisRelease = .v7_0, _ body: @escaping Body
    ) {
        self.init(name, arity, flags, keys, contents, first...last, [:], body)
    }

    /// A command that consists of its subcommands. `body` runs when it comes alone, where the server allows that.
    init(
        container name: String, _ arity: Int, _ flags: Flags, _ subcommands: [RedisCommand],
        since first: RedisRelease = .v6_0, _ body: @escaping Body = { _, _ in }
    ) {
        let named = subcommands.map { (Array($0.name.utf8.dropFirst(name.utf8.count + 1)), $0) }
        self.init(
            name, arity, flags, .none, .none, first...(.v7_0), Dictionary(named) { first, _ in first }, body)
    }

    private init(
        _ name: String, _ arity: Int, _ flags: Flags, _ keys: Keys, _ contents: Contents,
        _ releases: ClosedRange<RedisRelease>, _ subcommands: [[UInt8]: RedisCommand], _ body: @escaping Body
    ) {
        self.name = name
        self.arity = arity
        self.flags = flags
        self.keys = keys
        self.contents = contents
        self.releases = releases
        self.subcommands = subcommands
        self.body = body
    }

    func accepts(argumentCount: Int) -> Bool { arity >= 0 ? argumentCount == arity : argumentCount >= -arity }

    /// Indices of the keys in a call with so many arguments.
    func keyIndices(argumentCount: Int) -> [Int] {
        guard keys.first > 0, keys.step > 0 else { return [] }
        let last = keys.last < 0 ? argumentCount + keys.last : keys.last
        return Array(stride(from: keys.first, through: min(last, argumentCount - 1), by: keys.step))
    }
}
