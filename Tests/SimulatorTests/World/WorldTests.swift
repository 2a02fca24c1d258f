import Detection
import Testing
import ThreatModel

@testable import Simulator

@Suite struct WorldTests {
    static func shape(liars: Double = 0.4) -> WorldShape {
        WorldShape.usual.with(liarShare: liars).scaled(to: 2000, reporters: 400, days: 100)
    }

    static func world(liars: Double = 0.4, seed: UInt64 = 1) throws -> World {
        World(shape(liars: liars), seed: seed, catalogue: try SimulatorFixtures.catalogue.get())
    }

    @Test func theSameSeedGivesTheSameWorld() throws {
        func text(_ world: World) -> String {
            world.addresses.map { "\($0.address) \($0.population) \($0.spells) \($0.visitsPerDay)" }.joined()
                + world.reporters.map { "\($0.kind) \($0.firstDay) \($0.size)" }.joined()
        }
        #expect(try text(Self.world(seed: 5)) == text(Self.world(seed: 5)))
        #expect(try text(Self.world(seed: 5)) != text(Self.world(seed: 6)))
    }

    @Test func populationsHaveTheirShares() throws {
        let world = try Self.world()
        for (population, share) in world.shape.populations {
            let count = world.addresses.count { $0.population == population }
            #expect(abs(Double(count) - share * 2000) <= 10, "\(population)")
        }
        #expect(world.addresses.count == 2000)
        #expect(Set(world.addresses.map(\.address)).count == 2000)
    }

    @Test(arguments: [0, 0.1, 0.4])
    func liarsHaveTheirShare(_ share: Double) throws {
        let world = try Self.world(liars: share)
        #expect(world.reporters.count { $0.kind.isLiar } == Int(share * 400))
        #expect(Set(world.reporters.map(\.account)).count == 400)
        #expect(world.reporters.count { $0.kind == .networkFramer } == (share == 0 ? 0 : 1))
    }

    @Test func spellsLieInTheWorldAscendingAndApart() throws {
        for address in try Self.world().addresses {
            #expect(address.spells.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= 2400 && !$0.isEmpty })
            #expect(zip(address.spells, address.spells.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
        }
    }

    @Test func whoIsHostileDoesGraveThings() throws {
        for address in try Self.world().addresses {
            let gravest = address.kit?.protocols.joined().map(\.severity).max()
            switch address.population {
            case .botnet, .targetedHuman, .carrierNAT: #expect(gravest ?? .info >= .medium)
            case .scanner, .crawler: #expect(gravest.map { $0 <= .low } == true)
            case .misconfigured: #expect(gravest.map { $0 <= .medium } == true)
            case .bystander: #expect(address.kit == nil && address.spells.isEmpty)
            }
        }
    }

    @Test func botsComeAndGoAtAHeavyTailedPace() throws {
        let stays = try Self.world().addresses.filter { $0.population == .botnet }.flatMap(\.spells).map(\.count)
            .sorted()
        let median = stays[stays.count / 2]
        let longest = stays[stays.count * 99 / 100]
        #expect((3 * 24...14 * 24).contains(median))
        #expect(longest > 4 * median)
    }

    @Test func everyBehaviourIsTheCataloguesOwn() throws {
        let catalogue = try SimulatorFixtures.catalogue.get()
        for trick in try Self.world().addresses.compactMap(\.kit).flatMap({ $0.protocols.joined() }) {
            let index = try #require(catalogue.behaviour(named: trick.behaviour))
            #expect(catalogue.behaviours[index].severity == trick.severity)
            #expect(catalogue.behaviours[index].protocols.contains(trick.protocol))
        }
    }
}
