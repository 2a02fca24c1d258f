/// Takes requests out of a stream of bytes, in any portion, one behind the other. Keeps what the visitor wrote as it was
/// written. Bounded: a head by ``HoneypotLimits/pendingBytes``, a body by ``HoneypotLimits/bodyBytes``.
struct HTTPRequestParser: Sendable {
    enum Element: Sendable {
        /// A head whose sender waits for leave to send the body.
        case expectation
        case request(HTTPRequest)
        /// Nothing more is read. The request as far as it could be read, and bytes that are none.
        case violation(HTTPFault, HTTPRequest?, unread: [UInt8])
    }

    /// More headers than any server takes, whatever its own limit.
    private static let maximumHeaders = 1000
    /// Empty lines before a request: some clients send one behind a body (RFC 9112 §2.2).
    private static let maximumEmptyLines = 10
    /// Bytes of all lines around the parts of one chunked body.
    private static let maximumFramingBytes = 64 * 1024

    private enum State: Sendable {
        case head
        case fixed(remaining: Int)
        case chunkSize
        case chunk(remaining: Int)
        case chunkEnd
        case trailer
        case over
    }

    private enum Line { case complete, partial, tooLong }

    private let rules: HTTPRules
    private let pendingBytes: Int
    private let bodyBytes: Int
    private var state = State.head
    /// The line being read.
    private var line: [UInt8] = []
    /// The head being read, once its first line has been.
    private var head: HTTPHead?
    private var headBytes: [UInt8] = []
    private var emptyLines = 0
    private var body = HTTPBody()
    private var framingBytes = 0
    /// What is wrong with the head: told at its end, so that all of it is on record.
    private var fault: HTTPFault?

    init(rules: HTTPRules, limits: HoneypotLimits) {
        self.rules = rules
        pendingBytes = limits.pendingBytes
        bodyBytes = limits.bodyBytes
    }

    /// What has been read of a request that never became whole: nil between requests.
    var unfinished: (request: HTTPRequest?, bytes: [UInt8])? {
        switch state {
        case .over: return nil
        case .head:
            let bytes = headBytes + line
            return bytes.allSatisfy { $0 == 0x0d || $0 == 0x0a } ? nil : (nil, bytes)
        case .fixed, .chunkSize, .chunk, .chunkEnd, .trailer:
            guard let head else { return nil }
            var body = body
            body.isComplete = false
            return (HTTPRequest(head: head, body: body), [])
        }
    }

    /// The next thing the bytes hold; nil when it takes more of them.
    mutating func next(_ bytes: inout ArraySlice<UInt8>) -> Element? {
        while true {
            switch state {
            case .over:
                bytes = []
                return nil
            case .head:
                switch takeLine(&bytes) {
                case .tooLong: return violate(head == nil ? .targetTooLong : .headerTooLong, &bytes)
                case .partial:
                    guard rules.judgesFirstByte, head == nil, let first = line.first, first != 0x0d,
                        !isMethodByte(first)
                    else { return nil }
                    return violate(.malformed, &bytes)
                case .complete: if let element = takeHeadLine(&bytes) { return element }
                }
            case .fixed(let remaining):
                guard !bytes.isEmpty else { return nil }
                let part = bytes.prefix(remaining)
                bytes = bytes.dropFirst(part.count)
                body.append(part, keeping: bodyBytes)
                state = .fixed(remaining: remaining - part.count)
                if part.count == remaining { return complete() }
            case .chunk(let remaining):
                guard !bytes.isEmpty else { return nil }
                let part = bytes.prefix(remaining)
                bytes = bytes.dropFirst(part.count)
                body.append(part, keeping: bodyBytes)
                state = part.count == remaining ? .chunkEnd : .chunk(remaining: remaining - part.count)
            case .chunkSize, .chunkEnd, .trailer:
                switch takeLine(&bytes) {
                case .partial: return nil
                case .tooLong: return violate(.brokenBody, &bytes)
                case .complete: if let element = takeFramingLine(&bytes) { return element }
                }
            }
        }
    }

    // MARK: Lines

    /// Moves bytes up to and with the next line feed into ``line``.
    private mutating func takeLine(_ bytes: inout ArraySlice<UInt8>) -> Line {
        let end = bytes.firstIndex(of: 0x0a)
        let part = end.map { bytes[...$0] } ?? bytes
        // Two bytes more than the line itself: its end.
        let room = min(rules.lineBytes + 2, max(0, pendingBytes - headBytes.count)) - line.count
        guard part.count <= room else {
            line += part.prefix(max(0, room))
            bytes = bytes.dropFirst(max(0, room))
            return .tooLong
        }
        line += part
        bytes = bytes.dropFirst(part.count)
        return end == nil ? .partial : .complete
    }

    /// The line without its end, and whether that was a proper one.
    private var lineContent: (bytes: ArraySlice<UInt8>, endsProperly: Bool) {
        let bytes = line.dropLast()
        return bytes.last == 0x0d ? (bytes.dropLast(), true) : (bytes, false)
    }

    private func isMethodByte(_ byte: UInt8) -> Bool {
        rules.allowsSmallMethods
            ? HTTPText.isToken(byte)
            : (0x41...0x5a).contains(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }

    // MARK: The head

    private mutating func takeHeadLine(_ bytes: inout ArraySlice<UInt8>) -> Element? {
        let (content, endsProperly) = lineContent
        if head == nil {
            if content.isEmpty {
                emptyLines += 1
                guard emptyLines <= Self.maximumEmptyLines else { return violate(.malformed, &bytes) }
                line = []
                return nil
            }
            return takeRequestLine(Array(content), endsProperly, &bytes)
        }
        if !endsProperly, !rules.allowsBareLineFeed { fault = fault ?? .malformed }
        headBytes += line
        defer { line = [] }
        if content.isEmpty { return endHead(&bytes) }
        takeHeader(content)
        return nil
    }

    private mutating func takeRequestLine(
        _ text: [UInt8], _ endsProperly: Bool, _ bytes: inout ArraySlice<UInt8>
    ) -> Element? {
        guard let space = text.firstIndex(of: 0x20), space > 0, text[..<space].allSatisfy({ isMethodByte($0) }) else {
            return violate(.malformed, &bytes)
        }
        let method = ByteString(text[..<space])
        let rest = HTTPText.trimmed(text[(space + 1)...])
        guard !rest.isEmpty else { return violate(.malformed, &bytes) }
        if !endsProperly, !rules.allowsBareLineFeed { fault = .malformed }
        guard let last = rest.lastIndex(of: 0x20) else {
            guard method == "GET" else { return violate(.malformed, &bytes) }
            // HTTP/0.9 has nothing but this line.
            var head = HTTPHead(method: method, target: rest, version: .v0_9)
            head.raw = line
            line = []
            return .request(HTTPRequest(head: head))
        }
        guard let version = HTTPVersion(rest[(last + 1)...]) else { return violate(.malformed, &bytes) }
        let target = HTTPText.trimmed(rest[..<last])
        if target.contains(0x20), !rules.allowsSpaces { fault = .malformed }
        if version.major > rules.highestMajorVersion || version.major == 0 { fault = .unsupportedVersion }
        head = HTTPHead(method: method, target: target, version: version)
        headBytes = line
        line = []
        return nil
    }

    private mutating func takeHeader(_ text: ArraySlice<UInt8>) {
        guard var head else { return }
        // The only owner while it grows.
        self.head = nil
        defer { self.head = head }
        if let first = text.first, first.isBlank {
            guard rules.allowsFolding, !head.headers.isEmpty else { return fault = fault ?? .malformed }
            head.headers[head.headers.count - 1].value += " " + HTTPText.trimmed(text)
            return
        }
        guard head.headers.count < Self.maximumHeaders else { return fault = .tooManyHeaders }
        let colon = text.firstIndex(of: UInt8(ascii: ":"))
        let name = text[..<(colon ?? text.endIndex)]
        if colon == nil, !rules.allowsMissingColon { fault = fault ?? .malformed }
        if !name.allSatisfy(HTTPText.isToken) { fault = fault ?? .malformed }
        let value = colon.map { HTTPText.trimmed(text[($0 + 1)...]) } ?? ""
        head.headers.append(HTTPHeader(name: ByteString(name), value: value))
        if head.headers.count > rules.headers { fault = .tooManyHeaders }
    }

    private mutating func endHead(_ bytes: inout ArraySlice<UInt8>) -> Element? {
        guard var head else { return nil }
        head.raw = headBytes
        headBytes = []
        self.head = head
        let hosts = head.values("host")
        let namesHost = hosts.count == 1 || hosts.isEmpty && (head.version < .v1_1 || !rules.requiresHost)
        if !namesHost || hosts.contains(where: { $0.contains { $0 <= 0x20 || $0 == UInt8(ascii: "/") } }) {
            fault = fault ?? .malformed
        }
        let framing = fault == nil ? framing(of: head) : nil
        guard fault == nil, let framing else {
            line = []
            return violate(fault ?? .malformed, &bytes)
        }
        state = framing
        if case .fixed(0) = framing { return complete() }
        return head.expectsContinue ? .expectation : nil
    }

    /// How the body's end will be found (RFC 9112 §6.3).
    private mutating func framing(of head: HTTPHead) -> State? {
        let codings = head.values("transfer-encoding")
        let lengths = head.values("content-length")
        if !codings.isEmpty {
            guard codings.count == 1, codings[0].lowercased == "chunked", head.version >= .v1_1 else {
                fault = .unknownCoding
                return nil
            }
            if !lengths.isEmpty, rules.refusesLengthWithCoding {
                fault = .malformed
                return nil
            }
            return .chunkSize
        }
        guard let length = lengths.first else { return .fixed(remaining: 0) }
        guard lengths.count == 1, length.count <= 18, !length.isEmpty, length.allSatisfy(\.isDigit),
            let bytes = Int(length.text)
        else {
            fault = .malformed
            return nil
        }
        guard bytes <= rules.bodyBytes else {
            fault = .bodyTooLarge
            return nil
        }
        return .fixed(remaining: bytes)
    }

    // MARK: A body in chunks (RFC 9112 §7.1)

    private mutating func takeFramingLine(_ bytes: inout ArraySlice<UInt8>) -> Element? {
        framingBytes += line.count
        let content = Array(lineContent.bytes)
        guard framingBytes <= Self.maximumFramingBytes else { return violate(.brokenBody, &bytes) }
        switch state {
        case .chunkSize:
            let digits = content.prefix { $0.hexadecimalValue != nil }
            let rest = content.dropFirst(digits.count).drop { $0.isBlank }
            guard !digits.isEmpty, digits.count <= 12, rest.isEmpty || rest.first == UInt8(ascii: ";") else {
                return violate(.brokenBody, &bytes)
            }
            let size = digits.reduce(0) { $0 << 4 | Int($1.hexadecimalValue ?? 0) }
            guard size <= rules.bodyBytes - min(body.size, rules.bodyBytes) else {
                return violate(.bodyTooLarge, &bytes)
            }
            state = size == 0 ? .trailer : .chunk(remaining: size)
        case .chunkEnd:
            guard content.isEmpty else { return violate(.brokenBody, &bytes) }
            state = .chunkSize
        case .trailer: if content.isEmpty { return complete() }
        case .head, .fixed, .chunk, .over: break
        }
        line = []
        return nil
    }

    // MARK: The end

    private mutating func complete() -> Element? {
        defer { reset(to: .head) }
        return head.map { .request(HTTPRequest(head: $0, body: body)) }
    }

    private mutating func violate(_ fault: HTTPFault, _ bytes: inout ArraySlice<UInt8>) -> Element {
        var unread = headBytes + line
        unread += bytes.prefix(max(0, pendingBytes - unread.count))
        bytes = []
        var request = head.map { HTTPRequest(head: $0, body: body) }
        if request?.head.raw.isEmpty == true {
            // The head has no end: what there is of it is all there will be.
            request?.head.raw = unread
            unread = []
        }
        request?.body.isComplete = false
        reset(to: .over)
        return .violation(fault, request, unread: unread)
    }

    private mutating func reset(to next: State) {
        state = next
        line = []
        head = nil
        headBytes = []
        emptyLines = 0
        body = HTTPBody()
        framingBytes = 0
        fault = nil
    }
}
