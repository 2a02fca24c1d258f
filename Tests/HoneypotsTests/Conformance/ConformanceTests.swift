import Honeypots
import Testing
import ThreatModel

/// What every registered service must hold, whatever its protocol.
@Suite("Conformance of every service")
struct ConformanceTests {
    struct Service: CustomTestStringConvertible, Sendable {
        var type: any Honeypot.Type
        var testDescription: String { type.attackProtocol.name }

        /// What the client sends in each of its replays.
        var clients: [[UInt8]] {
            ReplayFiles.all(of: type.attackProtocol).compactMap { file in
                try? ReplayScript(name: file.name, text: file.text).clientBytes
            }
        }

        static var all: [Self] { HoneypotRegistry.all.map { Self(type: $0) } }
    }

    @Test("Protocols and usual ports are used once")
    func identities() {
        let protocols = HoneypotRegistry.all.map { $0.attackProtocol }
        #expect(Set(protocols).count == protocols.count)
        let ports = HoneypotRegistry.all.flatMap { type in type.defaultPorts.map { "\(type.transport) \($0)" } }
        #expect(Set(ports).count == ports.count)
        #expect(HoneypotRegistry.all.allSatisfy { !$0.defaultPorts.isEmpty })
        for type in HoneypotRegistry.all { #expect(HoneypotRegistry.type(for: type.attackProtocol) == type) }
    }

    @Test("It has at least five replays", arguments: Service.all)
    func replays(_ service: Service) { #expect(service.clients.count >= 5) }

    @Test("Random bytes do it no harm", arguments: Service.all)
    func randomBytes(_ service: Service) throws {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<300 {
            let count = generator.pick(3, 40, 700, 5000)
            try HoneypotFuzz.exercise(service.type, input: generator.bytes(generator.number(in: 2...count)))
        }
    }

    @Test("Damaged replays do it no harm", arguments: Service.all)
    func damagedReplays(_ service: Service) throws {
        var generator = SeededGenerator(seed: 12)
        let clients = service.clients
        for round in 0..<400 where !clients.isEmpty {
            let client = clients[round % clients.count]
            let damaged = ByteMutation.mutate(client, with: clients[generator.below(clients.count)], using: &generator)
            try HoneypotFuzz.exercise(service.type, input: generator.bytes(2) + damaged)
        }
    }

    @Test("It bears the visitor leaving at any moment", arguments: Service.all)
    func truncations(_ service: Service) throws {
        for client in service.clients { try HoneypotFuzz.leaveAnywhere(service.type, bytes: client) }
    }

    @Test("A flood of one byte stays within the budgets", arguments: Service.all)
    func floods(_ service: Service) throws {
        for byte: UInt8 in [0x00, 0x0a, 0x20, 0x41, 0x2a, 0x28, 0xff] {
            try HoneypotFuzz.visit(
                service.type, bytes: [UInt8](repeating: byte, count: 100_000), personaSeed: 1,
                limits: HoneypotFuzz.tightLimits, pieceLength: 4096)
        }
    }
}
