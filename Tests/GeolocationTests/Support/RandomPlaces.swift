import Geolocation
import IPNetworks

/// Places and addresses that meet often: both are drawn from a few small corners of the address space.
struct RandomPlaces {
    private var random: SplitMix64

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    mutating func place() -> Place {
        var place = Place()
        if Bool.random(using: &random) {
            place.country = ["DE", "US", "CN"].randomElement(using: &random).flatMap { CountryCode($0) }
        }
        if Bool.random(using: &random) {
            place.asn = UInt32.random(in: 64500...64502, using: &random)
            if Bool.random(using: &random) { place.organisation = "Example \(place.asn ?? 0)" }
        }
        if Int.random(in: 0..<4, using: &random) == 0 { place.city = ["Köln", "Reno"].randomElement(using: &random) }
        place.isTor = Int.random(in: 0..<8, using: &random) == 0
        place.isProxy = Int.random(in: 0..<8, using: &random) == 0
        return place
    }

    mutating func address() -> IPAddress {
        let offset = UInt32.random(in: 0...600, using: &random)
        return switch Int.random(in: 0..<6, using: &random) {
        case 0: IPAddress(v4: offset)
        case 1: IPAddress(v4: 0x2d0a_ff80 + offset)
        case 2: IPAddress(v4: .max - offset)
        case 3: IPAddress(v6: UInt128(offset))
        case 4: IPAddress(v6: 0x2a00_1450 << 96 | UInt128(offset) << 62)
        default: IPAddress(v6: .max - UInt128(offset))
        }
    }

    mutating func range() -> IPRange {
        while true {
            let (a, b) = (address(), address())
            if let range = try? IPRange(min(a, b), max(a, b)) { return range }
        }
    }
}
