import Detection

/// A catalogue without rules.
enum NoRules {
    static let catalogue: DetectionCatalogue = {
        do {
            return try DetectionCatalogue(files: [])
        } catch {
            preconditionFailure("\(error)")
        }
    }()
}
