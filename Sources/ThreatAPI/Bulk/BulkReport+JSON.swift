extension BulkReport {
    /// Reads `{"reports":[{"ip":…,"category":…},…]}`. What is JSON and no report is refused row by row; what is no JSON
    /// is refused as a whole, because nobody knows where its rows would end.
    init(json body: UnsafeBufferPointer<UInt8>) throws(RequestError) {
        var bulk = BulkReport()
        var isGiven = false
        var failure: RequestError?
        do throws(JSONFault) {
            var reader = JSONReader(body)
            try reader.forEachMember { (name, value) throws(JSONFault) in
                guard name == "reports" else { return try value.skipValue() }
                guard !isGiven else { throw JSONFault("'reports' stands there twice") }
                isGiven = true
                var row = 0
                try value.forEachElement { (element) throws(JSONFault) in
                    row += 1
                    // Too many rows: the reading ends here.
                    do throws(RequestError) {
                        try bulk.take(&element, row: row)
                    } catch {
                        failure = error
                        throw JSONFault(error.sentence)
                    }
                }
            }
            try reader.expectEnd()
        } catch {
            throw failure ?? .badRequest("the body is not {\"reports\":[…]}: \(error.reason)")
        }
        guard isGiven else { throw .badRequest("'reports' is missing: a list of reports is needed") }
        self = bulk
    }

    private mutating func take(_ element: inout JSONReader, row: Int) throws(RequestError) {
        let start = element
        var draft = ReportDraft()
        do throws(JSONFault) {
            try element.forEachMember { (name, value) throws(JSONFault) in try draft.take(name, from: &value) }
        } catch {
            // JSON of another shape is passed over, and the next row is where it should be.
            element = start
            do throws(JSONFault) { try element.skipValue() } catch let fault {
                throw .badRequest("the body is not {\"reports\":[…]}: row \(row): \(fault.reason)")
            }
            return try addUnreadable(row: row, ip: draft.ip, error.reason)
        }
        try add(draft, row: row)
    }
}
