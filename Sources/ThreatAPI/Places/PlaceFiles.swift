import Geolocation

/// The databases and lists that say where addresses are.
struct PlaceFiles: ReloadSource {
    let configuration: PlaceConfiguration
    let directory: PlaceDirectory

    var name: String { "places" }

    /// Those that are used unless others are named are looked for as well: they may be installed later.
    var files: [String] {
        configuration.files.map(\.path) + (configuration.databases == nil ? PlaceConfiguration.debianDatabases : [])
    }

    func reload(isFirst: Bool) -> ReloadOutcome {
        let loading = PlaceTable.load(configuration)
        if loading.errors.isEmpty || isFirst { directory.replace(with: loading.table) }
        let files = loading.table.summaries.map(\.file.path)
        return ReloadOutcome(
            sentence: files.isEmpty
                ? "no database says where addresses are" : "places come from \(files.joined(separator: ", "))",
            errors: loading.errors.map(\.description))
    }
}
