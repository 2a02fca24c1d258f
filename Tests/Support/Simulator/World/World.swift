package import Detection
import TestHosts

/// A world with its truth: who holds which address when, who reports, and what kinds of accounts there are. The same
/// shape, seed and catalogue give the same world.
package struct World: Sendable {
    package let shape: WorldShape
    let seed: UInt64
    let addresses: [SimulatedAddress]
    let reporters: [SimulatedReporter]
    /// Indices of the addresses that are not hostile.
    let innocents: [Int]
    /// Indices of the addresses of one network whose people never did anything.
    let quietNetwork: [Int]

    package init(_ shape: WorldShape, seed: UInt64, catalogue: DetectionCatalogue) {
        self.shape = shape
        self.seed = seed
        // What is drawn for addresses and for reporters does not depend on each other.
        var addresses = AddressGenerator(
            shape, arsenal: Arsenal(catalogue), random: SeededRandom(seed: seed &* 2 &+ 1))
        self.addresses = addresses.draw()
        var reporters = ReporterGenerator(shape, random: SeededRandom(seed: ~seed))
        self.reporters = reporters.draw()
        innocents = self.addresses.indices.filter { [addresses = self.addresses] in
            !addresses[$0].population.isHostile
        }
        quietNetwork = Array(
            innocents.filter { [addresses = self.addresses] in addresses[$0].population == .bystander }
                .prefix(max(1, shape.addresses / 100)))
    }
}
