/// Where packets went: a port of a protocol.
struct ReportedPort: Hashable, Comparable, Sendable {
    /// IANA protocol number.
    var transport: UInt8
    /// 0 for protocols without ports.
    var port: UInt16

    static func < (a: Self, b: Self) -> Bool { (a.transport, a.port) < (b.transport, b.port) }

    /// Such as `22/tcp` or `icmp`.
    var text: String {
        let transport = TransportName.text(transport).lowercased()
        return TransportName.hasPorts(self.transport) ? "\(port)/\(transport)" : transport
    }
}
