import IPNetworks

/// Lists of addresses and networks, one a line, with comments behind `#`: who is on one has the list's flag.
enum AddressListSource: PlaceSource {
    static let roles: Set<PlaceFile.Role> = [.torExits, .proxies]

    static func recognises(_ contents: UnsafeRawBufferPointer) -> Bool { true }

    static func read(
        _ copy: FileCopy, as role: PlaceFile.Role, numbering rows: inout PlaceRows.Builder
    ) throws(PlaceError.Reason) -> PlaceReading {
        var parser = ListParser(expectedBytes: copy.bytes.count)
        parser.consume(copy.bytes.bindMemory(to: UInt8.self).span)
        let (addresses, tally) = parser.finish()
        if let problem = tally.junkExamples.first ?? tally.refusedExamples.first {
            throw .line(problem.line, "'\(problem.excerpt)': \(problem.reason)")
        }
        let key = PlaceKey(isTor: role == .torExits, isProxy: role == .proxies)
        let row = try rows.number(of: PlaceRow(key: key))
        var layer = PlaceLayer()
        for range in addresses.v4.ranges { layer.append(range, row) }
        for range in addresses.v6.ranges { layer.append(range, row) }
        return PlaceReading(layer: layer, type: "list")
    }
}
