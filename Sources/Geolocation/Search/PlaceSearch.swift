package import IPNetworks

/// Looks a few addresses up now and then, for whoever has no memory to spare for a whole ``PlaceTable``: files of lines are
/// searched where they lie. Databases that cannot be are read, and held until this is let go.
///
/// Reads from disk: not where other work waits.
package struct PlaceSearch: Sendable {
    private enum Layer: Sendable {
        case lines(RangeTextSearch)
        case table(PlaceTable)
    }

    private let layers: [Layer]
    private let stamps: [String: FileStamp]
    private let configuration: PlaceConfiguration
    /// Why files say nothing.
    package let errors: [PlaceError]

    package init(_ configuration: PlaceConfiguration) {
        self.configuration = configuration
        stamps = Self.stamps(configuration)
        var (layers, errors, waiting) = ([] as [Layer], [] as [PlaceError], PlaceConfiguration.none)
        func read() {
            guard !waiting.files.isEmpty else { return }
            let loading = PlaceTable.load(waiting)
            layers.append(.table(loading.table))
            errors += loading.errors
            waiting = .none
        }
        for file in configuration.files {
            if file.role == .database, let search = RangeTextSearch(file.path) {
                read()
                layers.append(.lines(search))
            } else {
                waiting.add(file)
            }
        }
        read()
        self.layers = layers
        self.errors = errors
    }

    /// Whether the files are still those that were opened, and all that are asked for.
    package var isCurrent: Bool { Self.stamps(configuration) == stamps }

    /// Everything that is known of the address's network; `nil` when that is nothing.
    package func place(of address: IPAddress) -> Place? {
        layers.reduce(nil as Place?) { known, layer in
            let more: Place? =
                switch layer {
                case .lines(let lines):
                    lines.country(of: address.carriedIPv4 ?? address).map { Place(country: $0) }
                case .table(let table): table.place(of: address)
                }
            guard let known, let more else { return known ?? more }
            return known.completed(by: more)
        }
    }

    private static func stamps(_ configuration: PlaceConfiguration) -> [String: FileStamp] {
        configuration.files.reduce(into: [:]) { $0[$1.path] = FileStamp($1.path) }
    }
}

extension PlaceConfiguration {
    fileprivate static var none: Self {
        var none = Self()
        none.databases = []
        return none
    }

    fileprivate mutating func add(_ file: PlaceFile) {
        switch file.role {
        case .database: databases = (databases ?? []) + [file.path]
        case .torExits: torExits.append(file.path)
        case .proxies: proxies.append(file.path)
        }
    }
}

extension Place {
    /// As ``PlaceRow/completed(by:)``.
    fileprivate func completed(by other: Place) -> Place {
        var place = self
        place.country = country ?? other.country
        place.asn = asn ?? other.asn
        if place.asn == other.asn || other.asn == nil { place.organisation = organisation ?? other.organisation }
        if place.country == other.country || other.country == nil { place.city = city ?? other.city }
        place.isTor = isTor || other.isTor
        place.isProxy = isProxy || other.isProxy
        return place
    }
}
