/// A message being written, with its length before it.
struct SFTPPacket {
    private(set) var body: [UInt8]

    /// Begins the answer to a request.
    init(_ message: SFTPMessage, id: UInt32) {
        body = [message.rawValue]
        add(id)
    }

    mutating func add(_ value: UInt32) {
        for shift in stride(from: 24 as UInt32, through: 0, by: -8) {
            body.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    mutating func add(_ value: UInt64) {
        add(UInt32(truncatingIfNeeded: value >> 32))
        add(UInt32(truncatingIfNeeded: value))
    }

    mutating func add(_ string: some Collection<UInt8>) {
        add(UInt32(truncatingIfNeeded: string.count))
        body += string
    }

    mutating func add(_ attributes: SFTPAttributes) { attributes.write(to: &self) }

    /// The whole packet.
    var bytes: [UInt8] {
        var packet: [UInt8] = []
        packet.reserveCapacity(body.count + 4)
        let count = UInt32(truncatingIfNeeded: body.count)
        for shift in stride(from: 24 as UInt32, through: 0, by: -8) {
            packet.append(UInt8(truncatingIfNeeded: count >> shift))
        }
        return packet + body
    }
}
