import IPNetworks

extension PlaceTable {
    /// What came of reading files.
    package struct Loading: Sendable {
        /// Made of the files that could be read.
        package let table: PlaceTable
        /// Why others could not.
        package let errors: [PlaceError]
    }

    /// Reads all files of a configuration. Takes up to some seconds and must not run where other work waits.
    package static func load(_ configuration: PlaceConfiguration) -> Loading {
        var builder = PlaceTableBuilder()
        var summaries: [PlaceSummary] = []
        var errors: [PlaceError] = []
        for file in configuration.files {
            do {
                summaries.append(try builder.add(file))
            } catch {
                errors.append(PlaceError(file: file.path, reason: error))
            }
        }
        let (v4, v6, rows) = builder.finish()
        return Loading(table: PlaceTable(v4: v4, v6: v6, rows: rows, summaries: summaries), errors: errors)
    }

    /// Reads the contents of one file; for tests and fuzzing.
    package static func read(
        _ contents: UnsafeRawBufferPointer, as role: PlaceFile.Role = .database
    ) throws(PlaceError.Reason) -> PlaceTable {
        var builder = PlaceTableBuilder()
        let summary = try builder.add(FileCopy(of: contents), of: PlaceFile(path: "", role: role))
        let (v4, v6, rows) = builder.finish()
        return PlaceTable(v4: v4, v6: v6, rows: rows, summaries: [summary])
    }
}

extension PlaceTableBuilder {
    fileprivate mutating func add(_ file: PlaceFile) throws(PlaceError.Reason) -> PlaceSummary {
        try add(FileCopy(of: file.path), of: file)
    }

    fileprivate mutating func add(_ copy: FileCopy, of file: PlaceFile) throws(PlaceError.Reason) -> PlaceSummary {
        guard let source = PlaceSourceRegistry.source(for: file.role, copy.bytes) else { throw .unknownFormat }
        let reading = try source.read(copy, as: file.role, numbering: &rows)
        guard file.role != .database || !reading.layer.isEmpty else { throw .noNetworks }
        try add(reading.layer)
        return PlaceSummary(file, copy, reading, rows)
    }
}
