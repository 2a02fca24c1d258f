/// Who a sensor pretends to be: drawn once from a seed, the same in every protocol, different on every sensor.
///
/// Only what mass-deployed software shares (a kernel release, a product's banner) may be equal in two personas; every
/// name, number and date of its own comes from the seed. A protocol that needs more draws it from
/// ``generator(for:)`` in an extension in its own folder, and keeps what is costly to draw with ``scene(_:)``.
package struct Persona: Sendable {
    package let seed: UInt64
    /// Whose machines these are.
    package let organisation: Organisation
    /// The Linux server that the server protocols show.
    package let host: ServerHost
    /// The embedded device that Telnet shows.
    package let device: Device
    /// Which of the two SSH shows.
    package let sshMachine: MachineKind
    private let scenes = SceneStore()

    /// The persona of that seed; the same seed always gives the same persona.
    ///
    /// - Parameter ssh: which machine SSH shows; all else is the same whichever it is.
    package init(seed: UInt64, ssh: SSHMachineChoice = .server) {
        self.seed = seed
        var generator = Self.generator(seed: seed, for: "organisation")
        organisation = Organisation(&generator)
        generator = Self.generator(seed: seed, for: "host")
        host = ServerHost(organisation, &generator)
        generator = Self.generator(seed: seed, for: "device")
        device = Device(organisation, &generator)
        generator = Self.generator(seed: seed, for: "ssh machine")
        sshMachine = ssh.machine(&generator)
    }

    /// The server's short name.
    package var hostname: String { host.hostname }

    /// Randomness of its own for everything one topic ("redis", "http") shows: what one topic draws never changes what
    /// another does.
    package func generator(for topic: String) -> SeededGenerator { Self.generator(seed: seed, for: topic) }

    private static func generator(seed: UInt64, for topic: String) -> SeededGenerator {
        // FNV-1a over the topic (draft-eastlake-fnv §2), then one round of the generator to spread it.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in topic.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        var spreader = SeededGenerator(seed: seed ^ hash)
        return SeededGenerator(seed: spreader.next())
    }

    /// What is built once from this persona and shared by all visits; made by the first that asks.
    package func scene<Scene: PersonaScene>(_: Scene.Type) -> Scene { scenes.scene(of: self) }
}

extension Persona: Hashable {
    package static func == (a: Self, b: Self) -> Bool { a.seed == b.seed && a.sshMachine == b.sshMachine }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(seed)
        hasher.combine(sshMachine)
    }
}
