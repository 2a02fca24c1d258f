/// The replies of one visit as they go on the wire, in the client's version of the protocol.
///
/// Bounded: once `capacity` bytes were written in all, the rest is dropped and ``isOverflown`` says so, as a server does that hangs
/// up on a client whose output buffer has grown too large.
struct RedisReply: Sendable {
    private(set) var bytes: [UInt8] = []
    private(set) var isOverflown = false
    /// Bytes that may still be written, those in `bytes` included.
    private var capacity: Int
    var version: RedisProtocolVersion

    init(capacity: Int, version: RedisProtocolVersion) {
        self.capacity = capacity
        self.version = version
    }

    /// Hands over what was written since the last call.
    mutating func take() -> [UInt8] {
        capacity -= bytes.count
        defer { bytes = [] }
        return bytes
    }

    /// Takes back what was written behind that many bytes.
    mutating func rewind(to count: Int) { bytes.removeLast(max(0, bytes.count - count)) }

    mutating func write(_ more: some Collection<UInt8>) {
        guard !isOverflown, more.count <= capacity - bytes.count else {
            isOverflown = true
            return
        }
        bytes.append(contentsOf: more)
    }

    private mutating func write(_ text: String) { write(text.utf8) }

    private mutating func writeHeader(_ mark: Unicode.Scalar, _ number: Int) {
        var header: [UInt8] = [UInt8(ascii: mark)]
        header.append(contentsOf: String(number).utf8)
        header += [0x0d, 0x0a]
        write(header)
    }

    /// `+text`.
    mutating func simple(_ text: String) { write("+" + text + "\r\n") }

    mutating func ok() { simple("OK") }

    /// `-text`; line ends in it become blanks, as they would break the protocol.
    mutating func error(_ text: some Collection<UInt8>) {
        write([UInt8(ascii: "-")] + text.map { $0 == 0x0d || $0 == 0x0a ? 0x20 : $0 } + [0x0d, 0x0a])
    }

    mutating func error(_ fault: RedisFault) { error(fault.text) }

    mutating func integer(_ value: Int64) { write(":" + String(value) + "\r\n") }

    mutating func integer(_ value: Int) { integer(Int64(value)) }

    /// A yes or no, which the older protocol has only as a number.
    mutating func boolean(_ value: Bool) {
        switch version {
        case .resp2: integer(value ? 1 : 0)
        case .resp3: write(value ? "#t\r\n" : "#f\r\n")
        }
    }

    mutating func bulk(_ value: some Collection<UInt8>) {
        writeHeader("$", value.count)
        write(value)
        write([0x0d, 0x0a])
    }

    mutating func bulk(_ text: String) { bulk(text.utf8) }

    mutating func bulk(_ value: Int64) { bulk(String(value)) }

    /// The value, or the null reply where there is none.
    mutating func bulk(orNull value: [UInt8]?) {
        if let value { bulk(value) } else { null() }
    }

    mutating func null() { write(version == .resp3 ? "_\r\n" : "$-1\r\n") }

    mutating func nullArray() { write(version == .resp3 ? "_\r\n" : "*-1\r\n") }

    mutating func array(_ count: Int) { writeHeader("*", count) }

    /// A map of so many pairs.
    mutating func map(_ count: Int) {
        switch version {
        case .resp2: writeHeader("*", 2 * count)
        case .resp3: writeHeader("%", count)
        }
    }

    mutating func set(_ count: Int) { writeHeader(version == .resp3 ? "~" : "*", count) }

    /// Data out of band: what a subscription delivers.
    mutating func push(_ count: Int) { writeHeader(version == .resp3 ? ">" : "*", count) }

    mutating func double(_ value: Double) {
        let text = RedisNumber.text(value)
        switch version {
        case .resp2: bulk(text)
        case .resp3: write("," + text + "\r\n")
        }
    }

    /// Text meant for people.
    mutating func verbatim(_ text: [UInt8]) {
        switch version {
        case .resp2: bulk(text)
        case .resp3:
            writeHeader("=", text.count + 4)
            write("txt:")
            write(text)
            write([0x0d, 0x0a])
        }
    }

    mutating func bulks(_ values: some Collection<[UInt8]>) {
        array(values.count)
        for value in values { bulk(value) }
    }
}
