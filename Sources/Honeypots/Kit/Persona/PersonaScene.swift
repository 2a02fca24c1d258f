import Synchronization

/// Something large that follows from the persona alone (a file tree, a key space, a set of pages): built once for a
/// sensor, never changed, shared by all visits.
package protocol PersonaScene: Sendable {
    init(persona: Persona)
}

/// The scenes of one persona that were asked for.
///
/// Locks rather than an actor: visits start in synchronous code, and the store's is held for a dictionary look-up. Each
/// scene has one of its own, held for the milliseconds it takes to build by the very first who asks; it may ask for other
/// scenes meanwhile.
final class SceneStore: Sendable {
    private final class Place: Sendable {
        let scene = Mutex<(any PersonaScene)?>(nil)
    }

    private let places = Mutex<[ObjectIdentifier: Place]>([:])

    func scene<Scene: PersonaScene>(of persona: Persona) -> Scene {
        let place = places.withLock { places in
            if let place = places[ObjectIdentifier(Scene.self)] { return place }
            let place = Place()
            places[ObjectIdentifier(Scene.self)] = place
            return place
        }
        return place.scene.withLock { kept in
            if let scene = kept as? Scene { return scene }
            let scene = Scene(persona: persona)
            kept = scene
            return scene
        }
    }
}
