import IPNetworks
import ThreatModel

/// A decision of CrowdSec: an address is banned, or no longer is.
enum Decision {
    /// Where all decisions of this server are from, for bouncers that choose by origin.
    static let origin = "sikker"
    /// What every scenario begins with; the protocol follows that the address attacked.
    static let scenarioPrefix = "sikker/"
    /// The scenario of an address of which no protocol is known.
    static let plainScenario = "sikker/reported"
    /// Hours for which a bouncer that hears nothing more keeps an address: 24 days, because an ipset keeps nothing for longer
    /// than 2,147,483 seconds. An address that leaves the list is told as deleted long before.
    static let hours = 576

    /// The same number for an address always: an IPv4 address itself; of IPv6, 52 bits of a hash beyond those, so that every
    /// reader of JSON can hold it.
    static func id(of address: IPAddress) -> UInt64 {
        if let key = address.v4 { return UInt64(key) }
        var hash = address.high
        for half in [address.low, 0x9e37_79b9_7f4a_7c15] {
            // The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
            hash ^= half
            hash = (hash ^ hash >> 30) &* 0xbf58_476d_1ce4_e5b9
            hash = (hash ^ hash >> 27) &* 0x94d0_49bb_1331_11eb
            hash ^= hash >> 31
        }
        return 1 << 52 | hash & (1 << 52 - 1)
    }

    /// Which protocol an address is told to be banned for.
    ///
    /// - Parameter wanted: those asked for; empty for all.
    static func scenario(of protocols: AttackProtocolSet, wanted: AttackProtocolSet) -> AttackProtocol? {
        let named = wanted.isEmpty ? protocols.rawValue : protocols.rawValue & wanted.rawValue
        return named == 0 ? nil : AttackProtocol(rawValue: UInt8(truncatingIfNeeded: named.trailingZeroBitCount))
    }
}

extension JSONWriter {
    /// A decision that an address is banned.
    mutating func ban(_ address: IPAddress, for protocols: AttackProtocolSet, wanted: AttackProtocolSet) {
        literal("{\"duration\":\"")
        integer(Decision.hours)
        literal("h0m0s\"")
        decision(address, Decision.scenario(of: protocols, wanted: wanted))
    }

    /// A decision that is over.
    mutating func deletion(_ address: IPAddress, for protocols: AttackProtocolSet, wanted: AttackProtocolSet) {
        literal("{\"duration\":\"-1s\"")
        decision(address, Decision.scenario(of: protocols, wanted: wanted))
    }

    private mutating func decision(_ address: IPAddress, _ scenario: AttackProtocol?) {
        literal(",\"id\":")
        integer(Decision.id(of: address))
        literal(",\"origin\":\"")
        plain(Decision.origin)
        literal("\",\"scenario\":\"")
        if let scenario {
            plain(Decision.scenarioPrefix)
            plain(scenario.name)
        } else {
            plain(Decision.plainScenario)
        }
        literal("\",\"scope\":\"Ip\",\"type\":\"ban\",\"value\":")
        self.address(address)
        literal("}")
    }
}
