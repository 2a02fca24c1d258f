import IPNetworks
import ThreatModel
import WebPages

/// Where a dashboard is reached from its own machine.
struct DashboardPlace: Sendable {
    let address: IPAddress
    let port: Int
    let isSecure: Bool

    /// A link that has a password set.
    ///
    /// - Parameter word: of an invitation.
    func setup(_ word: String) -> String {
        "\(isSecure ? "https" : "http")://\(host):\(port)" + LinkTarget.path("setup", query: [("token", word)]).text
    }

    /// A link that has a password set, with what to know about it.
    ///
    /// - Parameters:
    ///   - word: of an invitation.
    ///   - end: when it is of no use any more.
    ///   - machine: the name of this one.
    func invitation(_ word: String, until end: Timestamp, on machine: String) -> String {
        """
        This link sets the dashboard's password, once, until \(end.rfc3339.dropFirst(11).prefix(5)) UTC:

          \(setup(word))

        \(fromElsewhere(machine))
        """
    }

    /// How a link of this dashboard is opened on another machine.
    func fromElsewhere(_ machine: String) -> String {
        let tunnel = "ssh -L \(port):\(host):\(port) \(machine)"
        let isOfThisMachine = address.isLoopback || isEverywhere
        return isOfThisMachine
            ? "To open it on another machine, run this there first: \(tunnel)"
            : "Where \(address) is out of reach, run this first, with 127.0.0.1 in the link in the place of it: \(tunnel)"
    }

    private var isEverywhere: Bool { address == IPAddress(v4: 0) || address == IPAddress(v6: 0) }

    /// Whoever answers on every address answers on loopback.
    private var host: String {
        if address == IPAddress(v4: 0) { return "127.0.0.1" }
        if address == IPAddress(v6: 0) { return "[::1]" }
        return address.isIPv4 ? "\(address)" : "[\(address)]"
    }
}
