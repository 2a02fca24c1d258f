import Detection
import Synchronization

/// The rules in force; others take their place when files change.
///
/// Numbers of behaviours and primitives mean something in one catalogue only: whoever works with the rules takes them once
/// and keeps them until the work is done.
final class Rulebook: Sendable {
    // Held for as long as it takes to copy a few references.
    private let state: Mutex<(rules: IngestRules, generation: Int)>

    init(_ rules: IngestRules) { state = Mutex((rules, 0)) }

    var current: IngestRules { state.withLock { $0.rules } }

    /// Counts the catalogues.
    var generation: Int { state.withLock { $0.generation } }

    func replace(with catalogue: DetectionCatalogue) {
        state.withLock { state in
            state.rules.catalogue = catalogue
            state.generation += 1
        }
    }
}
