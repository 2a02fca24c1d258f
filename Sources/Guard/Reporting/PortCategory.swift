import ThreatModel

/// What knocking on a port is taken for: the most that can be said of packets that were dropped before they said anything.
enum PortCategory {
    private static let tcp: UInt8 = 6
    private static let udp: UInt8 = 17

    /// Everything else is ``ReportCategory/portScan``.
    static let table: [(category: ReportCategory, transport: UInt8, ports: [UInt16])] = [
        // Services that ask for a name and a password.
        (
            .bruteForce, tcp,
            [
                21, 22, 23, 25, 110, 139, 143, 389, 445, 465, 587, 636, 990, 993, 995, 1433, 1521, 2222, 2323, 2525,
                3306,
                3389, 5060, 5061, 5432, 5900, 5901, 5985, 5986, 6379, 22222, 27017, 33060,
            ]
        ),
        (.bruteForce, udp, [5060, 5061]),
        // Web servers and what runs behind them.
        (
            .webExploit, tcp,
            [80, 81, 443, 591, 3000, 5000, 8000, 8008, 8080, 8081, 8088, 8443, 8888, 9000, 9090, 9443]
        ),
        (.webExploit, udp, [443]),
    ]

    private static let categories: [ReportedPort: ReportCategory] = table.reduce(into: [:]) { categories, entry in
        for port in entry.ports {
            categories[ReportedPort(transport: entry.transport, port: port)] = entry.category
        }
    }

    static func category(of port: ReportedPort) -> ReportCategory { categories[port] ?? .portScan }
}
