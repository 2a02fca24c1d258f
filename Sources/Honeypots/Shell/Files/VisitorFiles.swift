import IPNetworks
import Synchronization
import ThreatModel

/// What visitors changed on the server, kept for a day for each address, so that who comes back finds what he left.
/// Bounded: past ``mostVisitors`` or ``mostBytes`` whoever has been away longest is forgotten.
///
/// A lock rather than an actor: visits begin and end in synchronous code, and it is held for a look in a dictionary.
final class VisitorFiles: PersonaScene {
    static let mostVisitors = 256
    /// Of memory, for all of them together.
    static let mostBytes = 64 * 1024 * 1024
    /// Seconds.
    static let keptFor: Int64 = 24 * 3600

    private struct Kept {
        var layer: FileLayer
        var bytes: Int
        /// Seconds since the epoch.
        var left: Int64
    }

    private struct State {
        var visitors: [IPAddress: Kept] = [:]
        var bytes = 0

        /// Drops who left before that time, and more of the eldest while there are too many.
        mutating func forget(before limit: Int64) {
            for (visitor, kept) in visitors where kept.left <= limit {
                bytes -= kept.bytes
                visitors[visitor] = nil
            }
            while visitors.count > VisitorFiles.mostVisitors || bytes > VisitorFiles.mostBytes,
                let eldest = visitors.min(by: { $0.value.left < $1.value.left })
            {
                bytes -= eldest.value.bytes
                visitors[eldest.key] = nil
            }
        }
    }

    private let state = Mutex(State())

    init(persona: Persona) {}

    /// Visitors whose files are kept.
    var count: Int { state.withLock { $0.visitors.count } }
    var bytes: Int { state.withLock { $0.bytes } }

    /// What that address left; nil when it left nothing, or too long ago.
    func layer(of visitor: IPAddress, at now: Timestamp) -> FileLayer? {
        state.withLock { state in
            guard let kept = state.visitors[visitor], now.seconds - kept.left < Self.keptFor else { return nil }
            return kept.layer
        }
    }

    /// Keeps what a visit leaves, instead of what the same address left before. A visit that changed nothing leaves that.
    func keep(_ layer: FileLayer, of visitor: IPAddress, at now: Timestamp) {
        // What was taken away is a change too.
        guard Set(layer.changed.keys) != layer.kept else { return }
        var layer = layer
        layer.kept = Set(layer.changed.keys)
        let bytes = layer.footprint
        state.withLock { state in
            if let before = state.visitors.removeValue(forKey: visitor) { state.bytes -= before.bytes }
            state.visitors[visitor] = Kept(layer: layer, bytes: bytes, left: now.seconds)
            state.bytes += bytes
            state.forget(before: now.seconds - Self.keptFor)
        }
    }
}
