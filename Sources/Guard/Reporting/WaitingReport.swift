import IPNetworks
import ThreatModel

/// What is to be reported of one address. A value.
struct WaitingReport: Equatable, Sendable {
    let address: IPAddress
    private(set) var kind: ReportKind
    /// The UTC day of its last packet.
    private(set) var day: Int64
    private(set) var packets: Int
    /// How many packets went where, for the first few ports.
    private(set) var ports: [ReportedPort: Int]

    /// So many ports of an address are told apart.
    static let mostPorts = 32
    /// So many are named in the comment.
    static let mostNamedPorts = 5

    init(
        address: IPAddress, kind: ReportKind, day: Int64, packets: Int = 0, ports: [ReportedPort: Int] = [:]
    ) {
        self.address = address
        self.kind = kind
        self.day = day
        self.packets = packets
        self.ports = ports
    }

    mutating func add(_ packets: Int, to port: ReportedPort, _ kind: ReportKind, on day: Int64) {
        self.packets &+= packets
        self.day = max(self.day, day)
        // What was once blocked for a list's sake is an echo of that list.
        if kind == .listBlock { self.kind = .listBlock }
        if ports[port] != nil || ports.count < Self.mostPorts { ports[port, default: 0] &+= packets }
    }

    /// The category that most of the packets speak for.
    var category: ReportCategory {
        var packets: [ReportCategory: Int] = [:]
        for (port, count) in ports { packets[PortCategory.category(of: port), default: 0] &+= count }
        return packets.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?.key ?? .portScan
    }

    /// The ports that got most, first.
    var busiestPorts: [(port: ReportedPort, packets: Int)] {
        ports.map { ($0.key, $0.value) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    }

    var report: Report {
        let category = category
        let port = busiestPorts.first { PortCategory.category(of: $0.port) == category }?.port
        return Report(
            address: address, category: category, protocolName: port.flatMap(Self.protocolName), comment: comment,
            kind: kind)
    }

    /// Always of this form, and never anything that a packet said:
    /// `sikker-guard: 15 packets blocked on 2026-11-22 (12 to 22/tcp, 3 to 80/tcp)`.
    var comment: String {
        var parts = busiestPorts.prefix(Self.mostNamedPorts).map { "\($0.packets) to \($0.port.text)" }
        let named = busiestPorts.prefix(Self.mostNamedPorts).reduce(0) { $0 &+ $1.packets }
        if packets > named { parts.append("\(packets - named) elsewhere") }
        let midnight = Timestamp(milliseconds: day &* 86_400_000)
        let noun = packets == 1 ? "packet" : "packets"
        return
            "sikker-guard: \(packets) \(noun) blocked on \(midnight.rfc3339.prefix(10)) (\(parts.joined(separator: ", ")))"
    }

    private static func protocolName(_ port: ReportedPort) -> String? {
        guard TransportName.hasPorts(port.transport) else { return TransportName.text(port.transport).lowercased() }
        let service = ServiceName.text(port: port.port)
        return service == "other" ? TransportName.text(port.transport).lowercased() : service
    }
}
