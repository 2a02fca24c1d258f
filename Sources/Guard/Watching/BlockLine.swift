import Firewall
import IPNetworks

/// How a blocked flow is written in the log: `BLOCKED 192.0.2.7:22 (ssh) proto=TCP x12`.
enum BlockLine {
    /// - Parameter packets: those that no earlier line has told of.
    static func text(_ flow: BlockedFlow, _ mode: FirewallPolicy.Mode, packets: Int) -> String {
        let verb =
            switch mode {
            case .drop: "BLOCKED"
            case .logOnly: "WOULD BLOCK"
            }
        let transport = TransportName.text(flow.transport)
        guard TransportName.hasPorts(flow.transport) else {
            return "\(verb) \(flow.source) proto=\(transport) x\(packets)"
        }
        let source = flow.source.isIPv4 ? "\(flow.source)" : "[\(flow.source)]"
        let service = ServiceName.text(port: flow.destinationPort)
        return "\(verb) \(source):\(flow.destinationPort) (\(service)) proto=\(transport) x\(packets)"
    }
}
