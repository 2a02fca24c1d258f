/// Writes a message of the data types of RFC 4251 §5.
struct SSHWriter: Sendable {
    private(set) var bytes: [UInt8]

    init(_ message: SSHMessage) { bytes = [message.rawValue] }

    /// Nothing yet: for what is signed or stands inside a message.
    init() { bytes = [] }

    mutating func append(byte: UInt8) { bytes.append(byte) }

    mutating func append(_ value: Bool) { bytes.append(value ? 1 : 0) }

    mutating func append(_ value: UInt32) {
        for shift: UInt32 in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    mutating func append(string: some Collection<UInt8>) {
        append(UInt32(truncatingIfNeeded: string.count))
        bytes += string
    }

    mutating func append(_ text: String) { append(string: text.utf8) }

    /// Bytes as they are, without a length before them.
    mutating func append(raw: some Collection<UInt8>) { bytes += raw }
}
