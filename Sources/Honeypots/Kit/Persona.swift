/// Who a sensor pretends to be: drawn once from a seed, the same in every protocol, different on every sensor.
package struct Persona: Hashable, Sendable {
    package let seed: UInt64
    package let hostname: String

    /// The persona of that seed; the same seed always gives the same persona.
    package init(seed: UInt64) {
        self.seed = seed
        var generator = SeededGenerator(seed: seed)
        hostname = "host-\(generator.next() % 1000)"
    }
}
