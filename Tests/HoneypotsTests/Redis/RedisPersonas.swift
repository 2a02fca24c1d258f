@testable import Honeypots

/// Personas by what their Redis is like.
enum RedisPersonas {
    /// The first persona whose server is of that release, and asks for a password or not.
    static func persona(_ release: RedisRelease, needsPassword: Bool = false) -> Persona {
        for seed in UInt64(0)..<2_000 {
            let persona = Persona(seed: seed)
            let scene = persona.scene(RedisScene.self)
            if scene.build.release == release, (scene.password != nil) == needsPassword { return persona }
        }
        return Persona(seed: 0)
    }

    /// One of each release, that lets everyone in.
    static let open: [RedisRelease: Persona] = Dictionary(
        uniqueKeysWithValues: RedisRelease.allCases.map { ($0, persona($0)) })
}
