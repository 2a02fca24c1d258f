package import IPNetworks

extension PlaceTable {
    /// A table of ranges that are not read from files. Where two overlap, the earlier one is right for every field that it
    /// knows.
    package convenience init(_ places: [(range: IPRange, place: Place)]) throws(PlaceError.Reason) {
        var builder = PlaceTableBuilder()
        for (range, place) in places {
            let row = PlaceRow(
                key: PlaceKey(country: place.country, asn: place.asn, isTor: place.isTor, isProxy: place.isProxy),
                organisation: try builder.rows.number(of: place.organisation ?? ""),
                city: try builder.rows.number(of: place.city ?? ""))
            try builder.add(PlaceLayer(range, row: builder.rows.number(of: row)))
        }
        let (v4, v6, rows) = builder.finish()
        self.init(v4: v4, v6: v6, rows: rows)
    }
}
