/// Distinct rows and the texts they refer to, each kept once.
struct PlaceRows: Sendable {
    /// Row 0 knows nothing.
    private(set) var rows: [PlaceRow] = [.unknown]
    /// Text 0 is none.
    private(set) var texts: [String] = [""]

    func place(_ row: UInt32) -> Place? {
        guard row != 0 else { return nil }
        let row = rows[Int(row)]
        return Place(
            country: row.key.country, asn: row.key.asn, organisation: text(row.organisation), city: text(row.city),
            isTor: row.key.isTor, isProxy: row.key.isProxy)
    }

    func text(_ number: UInt32) -> String? { number == 0 ? nil : texts[Int(number)] }

    /// Numbers rows and texts while databases are read.
    struct Builder {
        private var rows = PlaceRows()
        private var rowNumbers: [PlaceRow: UInt32] = [.unknown: 0]
        private var textNumbers: [String: UInt32] = ["": 0]
        private var textBytes = 0

        mutating func number(of row: PlaceRow) throws(PlaceError.Reason) -> UInt32 {
            if let number = rowNumbers[row] { return number }
            guard rows.rows.count < PlaceLimits.places else { throw .tooManyPlaces }
            let number = UInt32(rows.rows.count)
            rows.rows.append(row)
            rowNumbers[row] = number
            return number
        }

        mutating func number(of text: String) throws(PlaceError.Reason) -> UInt32 {
            if let number = textNumbers[text] { return number }
            textBytes += text.utf8.count
            guard textBytes <= PlaceLimits.textBytes else { throw .tooMuchText }
            let number = UInt32(rows.texts.count)
            rows.texts.append(text)
            textNumbers[text] = number
            return number
        }

        func row(_ number: UInt32) -> PlaceRow { rows.rows[Int(number)] }

        consuming func finish() -> PlaceRows { rows }
    }
}
