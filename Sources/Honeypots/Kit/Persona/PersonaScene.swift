import Synchronization

/// Something large that follows from the persona alone (a file tree, a key space, a set of pages): built once for a
/// sensor, never changed, shared by all visits.
package protocol PersonaScene: Sendable {
    init(persona: Persona)
}

/// The scenes of one persona that were asked for.
///
/// A lock rather than an actor: visits start in synchronous code, the lock is held once per visit for a dictionary
/// look-up, and for the milliseconds a scene takes to build only by the very first.
final class SceneStore: Sendable {
    private let scenes = Mutex<[ObjectIdentifier: any PersonaScene]>([:])

    func scene<Scene: PersonaScene>(of persona: Persona) -> Scene {
        scenes.withLock { scenes in
            if let scene = scenes[ObjectIdentifier(Scene.self)] as? Scene { return scene }
            let scene = Scene(persona: persona)
            scenes[ObjectIdentifier(Scene.self)] = scene
            return scene
        }
    }
}
