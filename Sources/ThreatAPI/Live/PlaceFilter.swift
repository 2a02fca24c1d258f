import Geolocation

/// The part of a ``ListFilter`` that is about where addresses are. Empty lists ask for nothing.
///
/// What no database knows is dropped by an `only` and kept by an `except`.
struct PlaceFilter: Hashable, Sendable {
    /// Each list ascends and names nothing twice, so that equal filters are equal values.
    var onlyCountries: [CountryCode] = []
    var exceptCountries: [CountryCode] = []
    var onlyASNs: [UInt32] = []
    var exceptASNs: [UInt32] = []

    var isEmpty: Bool {
        onlyCountries.isEmpty && exceptCountries.isEmpty && onlyASNs.isEmpty && exceptASNs.isEmpty
    }
}

/// A ``PlaceFilter`` made ready for many questions.
struct PlaceMatcher: Sendable {
    let filter: PlaceFilter
    /// By ``CountryCode/rawValue``; 0 stands for an unknown country.
    private let isCountryWanted: [Bool]

    init(_ filter: PlaceFilter) {
        var wanted = [Bool](repeating: filter.onlyCountries.isEmpty, count: Int(CountryCode.most) + 1)
        for country in filter.onlyCountries { wanted[Int(country.rawValue)] = true }
        for country in filter.exceptCountries { wanted[Int(country.rawValue)] = false }
        self.filter = filter
        isCountryWanted = wanted
    }

    func holds(_ place: PlaceKey) -> Bool {
        guard isCountryWanted[Int(place.country?.rawValue ?? 0)] else { return false }
        if filter.onlyASNs.isEmpty, filter.exceptASNs.isEmpty { return true }
        guard let asn = place.asn else { return filter.onlyASNs.isEmpty }
        return (filter.onlyASNs.isEmpty || Self.contains(asn, in: filter.onlyASNs))
            && !Self.contains(asn, in: filter.exceptASNs)
    }

    /// - Precondition: `numbers` ascend.
    private static func contains(_ number: UInt32, in numbers: [UInt32]) -> Bool {
        let next = numbers.firstIndex(greaterThan: number)
        return next > 0 && numbers[next - 1] == number
    }
}
