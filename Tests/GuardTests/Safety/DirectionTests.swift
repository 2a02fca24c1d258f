import Firewall
import Guard
import TestGuards
import TestHosts
import Testing

/// Safety layer 3: what this host opens works, also when it was opened before anybody tracked connections.
@Suite(.tags(.namespaces), .ifNamespacesArePermitted, .serialized, .timeLimit(.minutes(2)))
struct DirectionTests {
    private let arena: Arena
    private var field: Battlefield { arena.field }

    init() async throws { arena = try await Arena() }

    /// A connection from the server to a listed address, both ends of it.
    private func call(_ address: String, port: UInt16 = 80) async throws -> (here: TestSocket, there: TestSocket) {
        let remote = try await field.attacker.run {
            let socket = try TestSocket(.tcp, from: address, port: port)
            try socket.listen()
            return socket
        }
        let here = try await field.server.run {
            let socket = try TestSocket(.tcp)
            socket.setTimeout(milliseconds: 3000)
            try socket.connect(to: address, port: port)
            return socket
        }
        return (here, try await field.attacker.run { try remote.accept() })
    }

    /// The first packet that is tracked comes from the other side, which makes that side look like the one that called.
    @Test func connectionsFromBeforeTheStartGoOn() async throws {
        let (here, there) = try await call("45.40.1.1")
        let guarding = try arena.guarding("45.40.1.1\n45.40.1.3\n")
        try await guarding.whileRunning { service async throws in
            try await field.waitUntil("45.40.1.3", arrives: false)
            await guarding.log.line(containing: "Blocking 1 address")
            #expect(there.send([1]))
            #expect(try await field.server.run { here.receive() } == [1])
            #expect(here.send([2]))
            #expect(try await field.attacker.run { there.receive() } == [2])
        }
    }

    /// Rules that stand already track connections: a restart lets nobody in.
    @Test func aRestartLetsNobodyIn() async throws {
        let guarding = try arena.guarding("45.40.1.1\n", ["SIKKER_KEEP": "true"])
        try await guarding.whileRunning { _ in try await field.waitUntil("45.40.1.1", arrives: false) }
        let (here, there) = try await call("45.40.1.1")
        try await guarding.whileRunning { _ async throws in
            #expect(there.send([1]))
            #expect(try await field.server.run { here.receive() } == [1])
            for _ in 0..<5 {
                #expect(try await !field.arrives(from: "45.40.1.1"))
                try await Task.sleep(for: .milliseconds(100))
            }
        }
    }

    /// What was open inward before the listing is cut.
    @Test func connectionsInwardAreCut() async throws {
        let guarding = try arena.guarding("45.40.1.1\n")
        try await guarding.whileRunning { _ async throws in
            try await field.waitUntil("45.40.1.1", arrives: false)
            let listener = try await field.server.run {
                let socket = try TestSocket(.tcp, from: Battlefield.server4, port: 8080)
                try socket.listen()
                return socket
            }
            let caller = try await field.attacker.run {
                let socket = try TestSocket(.tcp, from: "45.40.1.2")
                try socket.connect(to: Battlefield.server4, port: 8080)
                return socket
            }
            let called = try await field.server.run { try listener.accept() }
            #expect(caller.send([1]))
            #expect(try await field.server.run { called.receive() } == [1])
            try arena.folder.write("mine.txt", "45.40.1.1\n45.40.1.2\n")
            try await field.waitUntil("45.40.1.2", arrives: false)
            caller.send([2])
            let received = try await field.server.run {
                called.setTimeout(milliseconds: 400)
                return called.receive()
            }
            #expect(received == nil)
        }
    }

    @Test func floodModeAndOutboundBlockingAreChoices() async throws {
        var guarding = try arena.guarding("45.40.1.1\n")
        guarding.configuration.isFloodMode = true
        guarding.configuration.blocksOutbound = true
        try await guarding.whileRunning { service async throws in
            try await field.waitUntil("45.40.1.1", arrives: false)
            #expect(try await field.arrives(from: "45.40.1.2"))
            let rules = try await field.nft("list table inet sikkerguard")
            #expect(
                rules.contains("priority raw") && rules.contains("hook postrouting") && !rules.contains("ct direction"))
            #expect(
                await service.status()?.policy.description.contains("before connection tracking, outbound too") == true)
        }
        #expect(try await field.nft("list ruleset").isEmpty)
    }
}
