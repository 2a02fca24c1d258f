import Geolocation
import IPNetworks

/// What a ``PlaceTable`` should say, by looking through all ranges in turn.
struct NaivePlaces {
    var places: [(range: IPRange, place: Place)]

    /// For each field the first range that knows it, the names beside numbers only where the numbers agree.
    func place(of address: IPAddress) -> Place? {
        var result: Place?
        for (range, place) in places where range.contains(address) {
            guard var known = result else {
                result = place
                continue
            }
            known.country = known.country ?? place.country
            known.asn = known.asn ?? place.asn
            if known.organisation == nil, known.asn == place.asn || place.asn == nil {
                known.organisation = place.organisation
            }
            if known.city == nil, known.country == place.country || place.country == nil { known.city = place.city }
            known.isTor = known.isTor || place.isTor
            known.isProxy = known.isProxy || place.isProxy
            result = known
        }
        return result == Place() ? nil : result
    }
}
