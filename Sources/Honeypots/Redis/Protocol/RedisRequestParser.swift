/// Cuts the bytes of a client into requests: arrays of bulk strings, or inline commands.
///
/// Works like `processInputBuffer` of the real server, oddities included: lines are searched as C strings, so that a NUL
/// hides everything behind it; the byte after a `\r` and the two after a bulk string are skipped unseen. Bulk strings are
/// copied straight into their argument; only an unfinished line is buffered.
struct RedisRequestParser: Sendable {
    /// Longest line, inline command or header, in bytes (`PROTO_INLINE_MAX_SIZE`).
    static let longestLine = 64 * 1024
    /// Most arguments that are stored; the others are read and forgotten.
    static let storedArguments = 16 * 1024
    /// Longest bulk string a client may announce (`proto-max-bulk-len`).
    static let longestBulk: Int64 = 512 * 1024 * 1024
    /// What a client may announce before it has given a password: arguments, and bytes of one.
    static let unauthenticatedArguments: Int64 = 10
    static let unauthenticatedBulk: Int64 = 16 * 1024

    private enum State: Sendable {
        /// Between requests: the first byte decides which kind the next one is.
        case idle
        /// In a line that ends with `\n`.
        case inline
        /// In `*<count>`.
        case count
        /// In `$<length>`.
        case length
        case bulk(remaining: Int)
        /// Behind a bulk string, with that many bytes to skip.
        case bulkEnd(remaining: Int)
        /// After a violation nothing is read any more.
        case stopped
    }

    private let storedBytes: Int
    private let longestLine: Int
    /// Most arguments a client may announce.
    private let mostArguments: Int64
    private var state = State.idle
    /// The unfinished line. A NUL in it makes it endless.
    private var line: [UInt8] = []
    private var isLineEndless = false
    /// The `\r` of a header line was met; the byte behind it is still to come.
    private var isHeaderEnding = false
    private var arguments: [[UInt8]] = []
    private var pendingArguments = 0
    /// Whether the bulk string being read has a place in `arguments`.
    private var isStoring = false
    private var argumentBytes = 0
    private var omittedBytes = 0

    /// Whether the client may announce large requests.
    var isAuthenticated = true

    /// - Parameters:
    ///   - storedBytes: bytes of one request that are kept; what exceeds them is skipped in step.
    ///   - pendingBytes: bytes of an unfinished line, if fewer than the real server takes.
    init(storedBytes: Int, pendingBytes: Int = longestLine, release: RedisRelease) {
        self.storedBytes = storedBytes
        longestLine = min(pendingBytes, Self.longestLine)
        mostArguments = release >= .v7_0 ? Int64(Int32.max) : 1024 * 1024
    }

    /// The line that has begun and not ended, for the record.
    var unfinishedLine: [UInt8] { line }

    /// Takes bytes from `input` up to the end of the next request; nil when the input is used up.
    mutating func next(_ input: inout ArraySlice<UInt8>) -> RedisRequest? {
        while !input.isEmpty {
            let request: RedisRequest?
            switch state {
            case .idle:
                state = input.first == UInt8(ascii: "*") ? .count : .inline
                request = nil
            case .inline: request = takeInline(&input)
            case .count: request = takeCount(&input)
            case .length: request = takeLength(&input)
            case .bulk(let remaining): request = takeBulk(&input, remaining: remaining)
            case .bulkEnd(let remaining): request = takeBulkEnd(&input, remaining: remaining)
            case .stopped:
                input = []
                request = nil
            }
            if let request { return request }
        }
        return nil
    }

    /// Moves bytes up to `end` into the line. True when the end was met (and taken, but not stored).
    private mutating func takeLine(_ input: inout ArraySlice<UInt8>, until end: UInt8) -> Bool {
        let taken = isLineEndless ? input : input.prefix { $0 != end && $0 != 0 }
        line += taken.prefix(longestLine &+ 1 &- line.count)
        input = input.dropFirst(taken.count)
        guard let stop = input.first else { return false }
        if stop == end {
            input.removeFirst()
            return true
        }
        isLineEndless = true
        return takeLine(&input, until: end)
    }

    private mutating func takeInline(_ input: inout ArraySlice<UInt8>) -> RedisRequest? {
        guard takeLine(&input, until: UInt8(ascii: "\n")) else {
            return line.count > longestLine ? violation("too big inline request") : nil
        }
        if line.count > longestLine { return violation("too big inline request") }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        guard let words = RedisText.words(of: line) else { return violation("unbalanced quotes in request") }
        reset()
        return words.isEmpty ? nil : .command(words, omittedBytes: 0)
    }

    private mutating func takeCount(_ input: inout ArraySlice<UInt8>) -> RedisRequest? {
        guard takeHeader(&input) else {
            return line.count > longestLine ? violation("too big mbulk count string") : nil
        }
        guard let count = RedisNumber.integer(line.dropFirst()), count <= mostArguments else {
            return violation("invalid multibulk length")
        }
        if count > Self.unauthenticatedArguments, !isAuthenticated {
            return violation("unauthenticated multibulk length")
        }
        reset()
        guard count > 0 else { return nil }
        pendingArguments = Int(count)
        state = .length
        return nil
    }

    private mutating func takeLength(_ input: inout ArraySlice<UInt8>) -> RedisRequest? {
        guard takeHeader(&input) else {
            return line.count > longestLine ? violation("too big bulk count string") : nil
        }
        guard line.first == UInt8(ascii: "$") else {
            // An empty line shows the `\r` that ended it.
            let got = line.first ?? UInt8(ascii: "\r")
            return violation(Array("expected '$', got '".utf8) + [got] + Array("'".utf8))
        }
        guard let length = RedisNumber.integer(line.dropFirst()), length >= 0, length <= Self.longestBulk else {
            return violation("invalid bulk length")
        }
        if length > Self.unauthenticatedBulk, !isAuthenticated { return violation("unauthenticated bulk length") }
        clearLine()
        isStoring = arguments.count < Self.storedArguments
        if isStoring {
            arguments.append([])
            // The announced length is the client's word: room is made only for a modest one.
            arguments[arguments.count - 1].reserveCapacity(min(Int(length), 4096))
        }
        state = length == 0 ? .bulkEnd(remaining: 2) : .bulk(remaining: Int(length))
        return nil
    }

    /// Takes a line that ends with `\r` and one more byte, whatever that is. False while it is not complete.
    private mutating func takeHeader(_ input: inout ArraySlice<UInt8>) -> Bool {
        if !isHeaderEnding { isHeaderEnding = takeLine(&input, until: UInt8(ascii: "\r")) }
        guard isHeaderEnding, !input.isEmpty else { return false }
        input.removeFirst()
        isHeaderEnding = false
        return true
    }

    private mutating func takeBulk(_ input: inout ArraySlice<UInt8>, remaining: Int) -> RedisRequest? {
        let taken = input.prefix(remaining)
        input = input.dropFirst(taken.count)
        let kept = isStoring ? taken.prefix(storedBytes - argumentBytes) : []
        if !kept.isEmpty { arguments[arguments.count - 1] += kept }
        argumentBytes += kept.count
        omittedBytes += taken.count - kept.count
        state = taken.count == remaining ? .bulkEnd(remaining: 2) : .bulk(remaining: remaining - taken.count)
        return nil
    }

    private mutating func takeBulkEnd(_ input: inout ArraySlice<UInt8>, remaining: Int) -> RedisRequest? {
        let taken = min(remaining, input.count)
        input = input.dropFirst(taken)
        guard taken == remaining else {
            state = .bulkEnd(remaining: remaining - taken)
            return nil
        }
        pendingArguments -= 1
        guard pendingArguments == 0 else {
            state = .length
            return nil
        }
        defer { reset() }
        return .command(arguments, omittedBytes: omittedBytes)
    }

    private mutating func violation(_ text: String) -> RedisRequest { violation(Array(text.utf8)) }

    private mutating func violation(_ text: [UInt8]) -> RedisRequest {
        let offending = line
        reset()
        state = .stopped
        return .violation(RedisFault(bytes: Array("ERR Protocol error: ".utf8) + text), line: offending)
    }

    private mutating func clearLine() {
        line.removeAll(keepingCapacity: line.capacity <= 256)
        isLineEndless = false
        isHeaderEnding = false
    }

    private mutating func reset() {
        state = .idle
        clearLine()
        arguments = []
        pendingArguments = 0
        argumentBytes = 0
        omittedBytes = 0
    }
}
