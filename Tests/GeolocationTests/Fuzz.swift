import IPNetworks

@testable import Geolocation

/// Entry points that take any bytes and must return: for the tests here and for libFuzzer.
package enum Fuzz {
    /// A database of anything: what is made of it must answer for any address.
    package static func database(_ bytes: [UInt8]) { use(bytes, as: .database) }

    /// A list of anything.
    package static func list(_ bytes: [UInt8]) { use(bytes, as: .torExits) }

    private static func use(_ bytes: [UInt8], as role: PlaceFile.Role) {
        guard let table = try? read(bytes, as: role) else { return }
        var walk = PlaceTable.Walk(table)
        for shift in 0..<128 {
            let address = shift < 32 ? IPAddress(v4: 1 << UInt32(shift)) : IPAddress(v6: 1 << UInt128(shift))
            precondition(walk.key(of: address) == table.key(of: address))
            if let asn = table.place(of: address)?.asn { precondition(!table.networks(ofASN: asn).isEmpty) }
        }
    }
}
