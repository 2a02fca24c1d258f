package import ThreatModel

/// Every service a sensor can play. A new protocol is its folder and one line here.
package enum HoneypotRegistry {
    package static let all: [any Honeypot.Type] = [
        HTTPHoneypot.self,
        RedisHoneypot.self,
        SSHHoneypot.self,
        TelnetHoneypot.self,
    ]

    package static func type(for attackProtocol: AttackProtocol) -> (any Honeypot.Type)? {
        all.first { $0.attackProtocol == attackProtocol }
    }
}
