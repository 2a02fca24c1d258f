import IPNetworks

/// Lines of `first,last,country`, ascending: the form of Tor's files, in which IPv4 addresses are decimal numbers and IPv6
/// addresses text; dotted IPv4 addresses are read as well. `#` begins a comment, and a country that is no country's code,
/// such as `??`, is unknown.
enum RangeTextSource: PlaceSource {
    static let roles: Set<PlaceFile.Role> = [.database]

    /// How much is looked at to recognise the form.
    private static let glance = 4096

    /// The first line that is no comment is one of these.
    static func recognises(_ contents: UnsafeRawBufferPointer) -> Bool {
        let beginning = contents.prefix(glance)
        for line in beginning.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
            return line.count { $0 == UInt8(ascii: ",") } == 2
        }
        return beginning.first == UInt8(ascii: "#")
    }

    static func read(
        _ copy: FileCopy, as role: PlaceFile.Role, numbering rows: inout PlaceRows.Builder
    ) throws(PlaceError.Reason) -> PlaceReading {
        var lines = RangeLines(copy.bytes.bindMemory(to: UInt8.self))
        var layer = PlaceLayer()
        var numbers = [UInt32](repeating: 0, count: Int(CountryCode.most) + 1)
        var (next4, next6) = (UInt32(0) as UInt32?, UInt128(0) as UInt128?)
        var count = 0
        while let line = try lines.next() {
            count += 1
            guard count <= PlaceLimits.networks else { throw .tooManyNetworks }
            var row: UInt32 = 0
            if let country = line.country, country.name != nil {
                row = numbers[Int(country.rawValue)]
                if row == 0 {
                    row = try rows.number(of: PlaceRow(key: PlaceKey(country: country)))
                    numbers[Int(country.rawValue)] = row
                }
            }
            switch line.range {
            case .v4(let range):
                guard let least = next4, range.first >= least else { throw lines.outOfOrder }
                next4 = range.last == .max ? nil : range.last + 1
                layer.append(range, row)
            case .v6(let range):
                guard let least = next6, range.first >= least else { throw lines.outOfOrder }
                next6 = range.last == .max ? nil : range.last + 1
                layer.append(range, row)
            }
        }
        return PlaceReading(layer: layer, type: "ranges of countries")
    }
}
