/// A ``Place`` whose texts stand elsewhere, by number; 16 bytes.
struct PlaceRow: Hashable, Sendable {
    var key: PlaceKey
    /// The number of a text; 0 for none.
    var organisation: UInt32
    /// The number of a text; 0 for none.
    var city: UInt32

    init(key: PlaceKey = .unknown, organisation: UInt32 = 0, city: UInt32 = 0) {
        self.key = key
        self.organisation = organisation
        self.city = city
    }

    static let unknown = PlaceRow()

    /// What this row knows, and where it knows nothing, what the other does. What belongs together stays together: neither
    /// the holder of another number nor a city of another country is taken over.
    func completed(by other: PlaceRow) -> PlaceRow {
        var row = self
        if row.key.country == nil { row.key.country = other.key.country }
        if row.key.asn == nil { row.key.asn = other.key.asn }
        if row.organisation == 0, row.key.asn == other.key.asn || other.key.asn == nil {
            row.organisation = other.organisation
        }
        if row.city == 0, row.key.country == other.key.country || other.key.country == nil { row.city = other.city }
        row.key.isTor = row.key.isTor || other.key.isTor
        row.key.isProxy = row.key.isProxy || other.key.isProxy
        return row
    }
}
