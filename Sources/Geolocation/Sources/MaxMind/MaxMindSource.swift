/// Databases in MaxMind's format (MaxMind DB File Format Specification 2.0): GeoLite2 and GeoIP2, DB-IP, IPinfo and others.
/// Every maker has names of its own for the fields; ``MaxMindField`` has those that are understood.
enum MaxMindSource: PlaceSource {
    static let roles: Set<PlaceFile.Role> = [.database]

    static func recognises(_ contents: UnsafeRawBufferPointer) -> Bool {
        MaxMindMetadata.start(in: contents) != nil
    }

    static func read(
        _ copy: FileCopy, as role: PlaceFile.Role, numbering rows: inout PlaceRows.Builder
    ) throws(PlaceError.Reason) -> PlaceReading {
        let database = try MaxMindDatabase(copy)
        let layer = try MaxMindWalk.layer(of: database, numbering: &rows)
        return PlaceReading(layer: layer, type: database.type, builtAt: database.builtAt)
    }
}
