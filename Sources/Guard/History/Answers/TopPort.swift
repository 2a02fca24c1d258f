/// A port that many packets were for.
package struct TopPort: Equatable, Sendable {
    /// IANA protocol number.
    package var transport: UInt8
    /// 0 for protocols without ports.
    package var port: UInt16
    package var packets: Int

    package init(transport: UInt8, port: UInt16, packets: Int) {
        self.transport = transport
        self.port = port
        self.packets = packets
    }

    /// Such as `ssh`.
    package var service: String { ServiceName.text(port: port) }
    /// Such as `TCP`.
    package var transportName: String { TransportName.text(transport) }
}
