import IPNetworks
import ThreatModel

/// Packets of one flow that may become part of a report.
struct ReportableCount: Equatable, Sendable {
    var address: IPAddress
    var port: ReportedPort
    var packets: Int
    var kind: ReportKind
}
