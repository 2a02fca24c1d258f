import Geolocation
import IPNetworks
import ThreatModel

extension JSONWriter {
    /// One address of a list with what is known of it.
    mutating func object(of entry: ListedAddress, in list: AddressList) {
        let address = list.address(of: entry)
        literal("{\"ip\":")
        self.address(address)
        literal(",\"confidenceLevel\":")
        integer(entry.confidence)
        literal(",\"lastSeen\":")
        integer(entry.lastSeen)
        literal(",\"sessions\":")
        integer(entry.sessions)
        literal(",\"protocols\":[")
        var rest = entry.protocols.rawValue & AttackProtocolSet.known.rawValue
        while rest != 0 {
            literal("\"")
            plain(AttackProtocol.names[rest.trailingZeroBitCount])
            rest &= rest - 1
            literal(rest == 0 ? "\"" : "\",")
        }
        let place = list.places.place(of: address)
        literal("],\"countryCode\":")
        if let country = place?.country {
            literal("\"")
            let (high, low) = (country.rawValue - 1).quotientAndRemainder(dividingBy: 26)
            byte(UInt8(ascii: "A") + UInt8(high))
            byte(UInt8(ascii: "A") + UInt8(low))
            literal("\"")
        } else {
            literal("null")
        }
        literal(",\"asn\":")
        if let asn = place?.asn {
            literal("\"")
            integer(asn)
            literal("\"")
        } else {
            literal("null")
        }
        literal(",\"asnOrg\":")
        if let organisation = place?.organisation { string(organisation) } else { literal("null") }
        literal("}")
    }
}

extension AttackProtocol {
    /// By raw value.
    fileprivate static let names = allCases.map(\.name)
}

extension AttackProtocolSet {
    /// Every protocol that has a name.
    fileprivate static let known = AttackProtocol.allCases.reduce(into: AttackProtocolSet()) {
        $0.formUnion(AttackProtocolSet($1))
    }
}
