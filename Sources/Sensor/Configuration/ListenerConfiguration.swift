package import Honeypots
package import IPNetworks
package import ThreatModel

/// One service and where it is played: `telnet=2323`, `http=127.0.0.1:8080`, `redis=[::1]:6379`.
package struct ListenerConfiguration: Hashable, Sendable {
    package var service: AttackProtocol
    /// `nil`: every address of the machine, IPv4 and IPv6.
    package var address: IPAddress?
    /// 0: any free port, for tests.
    package var port: UInt16

    package init(_ service: AttackProtocol, address: IPAddress? = nil, port: UInt16) {
        self.service = service
        self.address = address
        self.port = port
    }

    /// - Throws: ``SensorError/badListener(_:)``.
    package init(_ text: String) throws(SensorError) {
        guard let equals = text.firstIndex(of: "="), let service = AttackProtocol(name: text[..<equals]) else {
            throw .badListener(text)
        }
        let place = text[text.index(after: equals)...]
        var host = place.dropLast(place.count)
        var digits = place
        if let colon = place.lastIndex(of: ":") {
            host = place[..<colon]
            digits = place[place.index(after: colon)...]
        }
        if host.first == "[", host.last == "]" { host = host.dropFirst().dropLast() }
        let address = IPAddress(String(host))
        guard let port = UInt16(digits), port > 0, host.isEmpty || address != nil else { throw .badListener(text) }
        self.init(service, address: address, port: port)
    }

    /// Every known service on the ports where the real one is found.
    package static func all(of honeypots: [any Honeypot.Type]) -> [ListenerConfiguration] {
        honeypots.flatMap { type in type.defaultPorts.map { ListenerConfiguration(type.attackProtocol, port: $0) } }
    }

    /// Address and port as people write them.
    var place: String {
        guard let address else { return "port \(port)" }
        return address.isIPv4 ? "\(address):\(port)" : "[\(address)]:\(port)"
    }
}
