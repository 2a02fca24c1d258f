import Blocklists
import Firewall
import Guard
import ThreatModel

/// A row of what was blocked, as programs and pages are given it.
struct BlockRow: Encodable, Equatable, Sendable {
    enum Action: String, Encodable {
        case blocked = "BLOCKED"
        case wouldBlock = "WOULD BLOCK"
    }

    /// Of rows that may still change; `nil` for those of the history.
    var number: UInt64?
    /// RFC 3339.
    var time: String
    var address: String
    var action: Action
    /// Whether a connection was cut that was open before the address was listed.
    var cut: Bool
    /// `TCP`
    var transport: String
    /// `nil` for protocols without ports.
    var port: UInt16?
    /// `ssh`; `other` for ports without a usual service, `nil` without a port.
    var service: String?
    var packets: Int
    /// Names of those who list the address.
    var sources: [String]

    init(_ row: LiveRow) {
        self.init(row.flow, row.mode, isCut: row.isCut, packets: row.packets, sources: row.sources.map(\.name))
        number = row.number
        time = row.began.rfc3339
    }

    init(_ record: BlockRecord) {
        self.init(
            record.flow, record.mode, isCut: record.cut > 0, packets: record.packets,
            sources: record.sources.map(\.name))
        time = record.time.rfc3339
    }

    private init(
        _ flow: BlockedFlow, _ mode: FirewallPolicy.Mode, isCut: Bool, packets: Int, sources: [String]
    ) {
        let hasPort = TransportName.hasPorts(flow.transport)
        time = ""
        address = "\(flow.source)"
        switch mode {
        case .drop: action = .blocked
        case .logOnly: action = .wouldBlock
        }
        cut = isCut
        transport = TransportName.text(flow.transport)
        port = hasPort ? flow.destinationPort : nil
        service = hasPort ? ServiceName.text(port: flow.destinationPort) : nil
        self.packets = packets
        self.sources = sources
    }

    /// In a column.
    var protocolText: String { Self.protocolText(service, port, transport) }

    /// The service where it has a name, the port where it has none, the protocol where there are no ports.
    static func protocolText(_ service: String?, _ port: UInt16?, _ transport: String) -> String {
        guard let port, let service else { return transport }
        return service == "other" ? "\(port)" : service
    }

    /// The same without anything left out: `TCP 22`.
    var protocolTitle: String { port.map { "\(transport) \($0)" } ?? transport }
}
