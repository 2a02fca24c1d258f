import Netlink
import Synchronization
import TestHosts
import Testing

@testable import Firewall

/// Where packets are met is a choice. A backend that cannot do one of them says so and changes nothing.
@Suite(.tags(.namespaces), .ifNamespacesArePermitted)
final class ChoiceTests {
    private let attacker: TestHost
    private let server: TestHost
    /// Each connection has a port of its own: what is left of the one before cannot be in its way.
    private let port = Atomic<UInt16>(4000)

    init() async throws {
        attacker = try TestHost("attacker")
        server = try TestHost("server")
        try await attacker.connect(
            to: server, addresses: ["10.5.0.1/24", "10.5.0.9/24", "fd05::1/64", "fd05::9/64"],
            peerAddresses: ["10.5.0.2/24", "fd05::2/64"])
    }

    private static let flood = FirewallPolicy(isFloodMode: true)
    private static let outbound = FirewallPolicy(blocksOutbound: true)
    private static let both = FirewallPolicy(isFloodMode: true, blocksOutbound: true)

    /// Blocks the attacker's first addresses, one of them in a network.
    private static func state(_ policy: FirewallPolicy, generation: UInt64 = 1) -> FirewallState {
        var state = FirewallState(policy: policy, generation: generation)
        state.lists.networks4 = AddressIntervals([0x0a05_0000...0x0a05_0001])
        state.lists.blocked6 = ExactAddresses([0xfd05 << 112 | 1])
        return state
    }

    /// - Returns: whether the backend does such a thing.
    private func bring(_ state: FirewallState, _ backend: any FirewallBackend) async throws -> Bool {
        let before = try await backend.survey()
        do throws(FirewallError) {
            let plan = FirewallPlan(from: try await backend.read(), to: state)
            _ = try await backend.apply(plan)
            try await backend.verify(plan)
            return true
        } catch .unsupported {
            #expect(try await backend.survey().condition == before.condition)
            return false
        }
    }

    /// Whether a connection comes about between an address of one host and one of the other, which is waited for longer
    /// when it is expected to.
    private func connects(
        _ isExpected: Bool, from source: String, on calling: TestHost, to destination: String, on listening: TestHost
    ) async throws -> Bool {
        let port = port.wrappingAdd(1, ordering: .relaxed).newValue
        let listener = try await listening.run {
            let socket = try TestSocket(.tcp, from: destination, port: port)
            try socket.listen()
            return socket
        }
        defer { withExtendedLifetime(listener) {} }
        return try await calling.run {
            let socket = try TestSocket(.tcp, from: source)
            socket.setTimeout(milliseconds: isExpected ? 10_000 : 400)
            return (try? socket.connect(to: destination, port: port)) != nil
        }
    }

    @Test(arguments: Subject.protecting)
    func aFloodIsMetBeforeConnectionsAreTracked(_ subject: Subject) async throws {
        let backend = try subject.backend(on: server)
        guard try await bring(Self.state(Self.flood), backend) else { return }
        for (listed, other, own) in [("10.5.0.1", "10.5.0.9", "10.5.0.2"), ("fd05::1", "fd05::9", "fd05::2")] {
            #expect(try await !connects(false, from: listed, on: attacker, to: own, on: server))
            #expect(try await connects(true, from: other, on: attacker, to: own, on: server))
            // The price of it: answers are dropped too.
            #expect(try await !connects(false, from: own, on: server, to: listed, on: attacker))
            #expect(try await connects(true, from: own, on: server, to: other, on: attacker))
        }
        #expect(try await backend.traffic().dropped.packets > 0)
    }

    @Test(arguments: Subject.protecting)
    func nothingGoesOutToListedAddresses(_ subject: Subject) async throws {
        let backend = try subject.backend(on: server)
        guard try await bring(Self.state(Self.outbound), backend) else { return }
        for (listed, other, own) in [("10.5.0.1", "10.5.0.9", "10.5.0.2"), ("fd05::1", "fd05::9", "fd05::2")] {
            #expect(try await !connects(false, from: own, on: server, to: listed, on: attacker))
            #expect(try await connects(true, from: own, on: server, to: other, on: attacker))
            #expect(try await !connects(false, from: listed, on: attacker, to: own, on: server))
            #expect(try await connects(true, from: other, on: attacker, to: own, on: server))
        }
        #expect(try await backend.traffic().refused.packets > 0)
        // Allowing wins here as well.
        var state = Self.state(Self.outbound, generation: 2)
        state.lists.allowed4 = AddressIntervals([0x0a05_0001...0x0a05_0001])
        _ = try await bring(state, backend)
        #expect(try await connects(true, from: "10.5.0.2", on: server, to: "10.5.0.1", on: attacker))
    }

    /// From every choice to every other, with packets all the while: not one of a listed address gets through.
    @Test(arguments: Subject.protecting)
    func choicesChangeWithoutAGap(_ subject: Subject) async throws {
        let backend = try subject.backend(on: server)
        let choices = [FirewallPolicy(), Self.flood, Self.outbound, Self.both, FirewallPolicy(), Self.both, Self.flood]
        guard try await bring(Self.state(Self.both), backend) else { return }
        let inbox = try await server.run { try TestSocket(.udp, from: "10.5.0.2", port: 4000) }
        let sender = try await attacker.run {
            let socket = try TestSocket(.udp, from: "10.5.0.1")
            try socket.connect(to: "10.5.0.2", port: 4000)
            return socket
        }
        let isOver = Flag()
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { [attacker] in
                try await attacker.run {
                    while !isOver.isSet { try sender.send([1], times: 256) }
                }
            }
            defer { isOver.set() }
            for (index, policy) in choices.enumerated() {
                let state = Self.state(policy, generation: UInt64(index) + 2)
                _ = try await bring(state, backend)
                #expect(try await backend.read().state == state)
            }
        }
        let leaked = try await server.run {
            inbox.setTimeout(milliseconds: 50)
            return inbox.receive()
        }
        #expect(leaked == nil)
        try await backend.remove()
        #expect(try await server.command(["nft", "list", "ruleset"]).isEmpty)
    }

    /// Somebody who takes only a part away of what such a policy needs is noticed as well.
    @Test func aMissingPartIsNoticed() async throws {
        let backend = NftablesBackend(thread: try NetlinkThread(inside: server))
        _ = try await bring(Self.state(Self.both), backend)
        for words in ["flush chain inet sikkerguard outgoing", "flush chain inet sikkerguard refused"] {
            try await server.command(["nft"] + words.split(separator: " ").map(String.init))
            guard case .foreign = try await backend.survey().condition else {
                Issue.record("'\(words)' was not noticed")
                continue
            }
            _ = try await bring(Self.state(Self.both), backend)
        }
    }
}

/// Tells a thread that there is nothing more to do.
private final class Flag: Sendable {
    private let value = Atomic<Bool>(false)

    var isSet: Bool { value.load(ordering: .relaxed) }

    func set() { value.store(true, ordering: .relaxed) }
}
