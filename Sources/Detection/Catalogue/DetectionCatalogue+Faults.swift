extension DetectionCatalogue {
    /// What is wrong with rule files: of each that cannot be read by itself its first fault, or when all can, the first one
    /// of them together. Empty: they make a catalogue.
    package static func faults(in files: [(name: String, text: String)]) -> [DetectionError] {
        var faults: [DetectionError] = []
        for file in files {
            do { _ = try RuleFile(name: file.name, text: file.text) } catch { faults.append(error) }
        }
        guard faults.isEmpty else { return faults }
        do { _ = try DetectionCatalogue(files: files) } catch { faults.append(error) }
        return faults
    }

    /// The catalogue of the built-in rules and as many of the given files as can be used: one with a fault is left out, and
    /// then whatever cannot do without it.
    ///
    /// - Throws: when the built-in rules themselves cannot be used.
    package static func joining(
        _ files: [(name: String, text: String)]
    ) throws(DetectionError) -> (catalogue: DetectionCatalogue, faults: [DetectionError]) {
        var rest = files
        var faults: [DetectionError] = []
        while true {
            do {
                return (try DetectionCatalogue(files: builtInFiles + rest), faults)
            } catch {
                let left = rest.filter { $0.name != error.file }
                guard left.count < rest.count else { throw error }
                faults.append(error)
                rest = left
            }
        }
    }
}
