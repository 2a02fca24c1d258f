import Synchronization

/// The clients whose algorithm lists this sensor has told already: the lists are long and the same every time, and their
/// hash says which ones they were.
///
/// A lock rather than an actor: visits of all loops ask in synchronous code, once each, for a look into a set.
final class SeenProposals: PersonaScene {
    /// Hashes that are remembered; whoever makes up more is told of again.
    private static let most = 4096

    private let hashes = Mutex<Set<String>>([])

    init(persona: Persona) {}

    func isNew(_ hash: String) -> Bool {
        hashes.withLock { hashes in
            if hashes.count >= Self.most { hashes.removeAll() }
            return hashes.insert(hash).inserted
        }
    }
}
