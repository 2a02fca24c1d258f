import Blocklists
import Foundation
import Guard
import IPNetworks
import TestGuards
import TestHosts
import Testing

/// The guard with a list of the user's own, and the packets that it meets.
@Suite(.tags(.namespaces), .ifNamespacesArePermitted, .serialized, .timeLimit(.minutes(2)))
struct ProtectionTests {
    private let field: Battlefield
    private let folder: Folder

    init() async throws {
        field = try await Battlefield()
        folder = try Folder()
    }

    private func guarding(_ list: String, _ environment: [String: String] = [:]) throws -> RunningGuard {
        let path = try folder.write("mine.txt", list)
        return try RunningGuard(
            environment.merging(["SIKKER_CUSTOM_BLACKLIST": path]) { given, _ in given }, folder: folder,
            surroundings: field.surroundings)
    }

    @Test func aListedAttackerIsDroppedAndShown() async throws {
        let guarding = try guarding("45.40.1.1\n2600:40::1\n")
        for source in ["45.40.1.1", "2600:40::1"] { try await field.waitUntil(source, arrives: true) }
        try await guarding.whileRunning { service async throws in
            var events = service.blocks.events().makeAsyncIterator()
            try await field.waitUntil("45.40.1.1", arrives: false)
            try await field.waitUntil("2600:40::1", arrives: false)
            #expect(try await field.arrives(from: "45.40.1.2"))
            #expect(try await field.arrives(from: "2600:40::2"))

            let line = await guarding.log.line(containing: "BLOCKED 45.40.1.1:4000 (other) proto=UDP x1")
            #expect(line.contains("mine.txt"))
            await guarding.log.line(containing: "BLOCKED [2600:40::1]:4000 (other) proto=UDP x1")
            let event = await events.next()
            #expect(event?.phase == .began)
            #expect(event?.flow.destinationPort == 4000 && event?.flow.transport == 17)
            #expect(event?.sources.map(\.name) == ["mine.txt"])
            let status = try #require(await service.status())
            #expect(status.backend == "nftables" && status.protectedSince != nil && status.failure == nil)
            #expect(status.sources.first?.entries?.v4 == 1 && status.sources.first?.entries?.v6 == 1)
        }
        #expect(try await field.arrives(from: "45.40.1.1"))
    }

    @Test func anEditedFileIsInForceWithinAMoment() async throws {
        let guarding = try guarding("45.40.1.1\n")
        try await guarding.whileRunning { _ async throws in
            try await field.waitUntil("45.40.1.1", arrives: false)
            try folder.write("mine.txt", "45.40.1.2\n45.40.1.4-45.40.1.6\n")
            let added = try await field.waitUntil("45.40.1.2", arrives: false)
            #expect(added < .seconds(5), "about a second where the machine is not busy")
            try await field.waitUntil("45.40.1.1", arrives: true)
            #expect(try await !field.arrives(from: "45.40.1.5"))
            // A file that vanishes or becomes junk unblocks nobody.
            try folder.write("mine.txt", "<html>")
            await guarding.log.line(containing: "web page")
            #expect(try await !field.arrives(from: "45.40.1.2"))
            try folder.remove("mine.txt")
            await guarding.log.line(containing: "does not exist")
            #expect(try await !field.arrives(from: "45.40.1.2"))
        }
    }

    // MARK: - Safety layers 1 to 3

    @Test func whatIsAllowedInABlockedNetworkIsReachable() async throws {
        let guarding = try guarding("45.0.0.0/8\n", ["SIKKER_WHITELIST": "45.40.1.2, 45.40.1.4-45.40.1.6"])
        try await guarding.whileRunning { _ async throws in
            try await field.waitUntil("45.40.1.1", arrives: false)
            for source in ["45.40.1.2", "45.40.1.4", "45.40.1.6", "45.41.0.9"] {
                #expect(try await field.arrives(from: source), "\(source)")
            }
            for source in ["45.40.1.3", "45.40.1.7"] { #expect(try await !field.arrives(from: source), "\(source)") }
            #expect(guarding.log.has("45.0.0.0/8 of mine.txt: kept 45.40.1.2 reachable"))
            #expect(guarding.log.has("network of this host"))
        }
    }

    /// A new address of this host is never blocked either.
    @Test func aNewNetworkOfThisHostIsNoticed() async throws {
        let guarding = try guarding("45.0.0.0/8\n")
        try await guarding.whileRunning { _ async throws in
            try await field.waitUntil("45.40.1.3", arrives: false)
            try await field.server.ip("addr add 45.40.1.99/24 dev cable")
            try await field.waitUntil("45.40.1.3", arrives: true)
        }
    }

    @Test func anSSHSessionIsNotCut() async throws {
        let guarding = try guarding("# nobody yet\n")
        let listener = try await field.server.run {
            let listener = try TestSocket(.tcp, from: Battlefield.server4, port: 22)
            try listener.listen()
            return listener
        }
        let client = try await field.attacker.run {
            let client = try TestSocket(.tcp, from: "45.40.1.3")
            try client.connect(to: Battlefield.server4, port: 22)
            return client
        }
        let session = try await field.server.run { try listener.accept() }
        try await guarding.whileRunning { _ async throws in
            try folder.write("mine.txt", "45.40.1.3\n45.40.1.4\n")
            try await field.waitUntil("45.40.1.4", arrives: false)
            client.send([1, 2, 3])
            let received = try await field.server.run {
                session.setTimeout(milliseconds: 5000)
                return session.receive()
            }
            #expect(received == [1, 2, 3])
            await guarding.log.line(containing: "SSH session")
        }
    }

    /// Safety layer 3: what this host opens works, even to a listed address.
    @Test func whatThisHostOpensWorks() async throws {
        let guarding = try guarding("45.40.1.1\n")
        try await guarding.whileRunning { _ async throws in
            try await field.waitUntil("45.40.1.1", arrives: false)
            let remote = try await field.attacker.run { try TestSocket(.tcp, from: "45.40.1.1", port: 80) }
            try remote.listen()
            let local = try await field.server.run {
                let local = try TestSocket(.tcp)
                local.setTimeout(milliseconds: 5000)
                try local.connect(to: "45.40.1.1", port: 80)
                return local
            }
            let answered = try await field.attacker.run {
                let connection = try remote.accept()
                return connection.send([9])
            }
            let answer = try await field.server.run { local.receive() }
            #expect(answered && answer == [9])
        }
    }

    @Test func logOnlyLetsThroughAndTells() async throws {
        let guarding = try guarding("45.40.1.1\n", ["SIKKER_LOG_ONLY": "true"])
        try await guarding.whileRunning { _ async throws in
            await guarding.log.line(containing: "Blocking 1 address")
            #expect(try await field.arrives(from: "45.40.1.1"))
            await guarding.log.line(containing: "WOULD BLOCK 45.40.1.1:4000 (other) proto=UDP x1")
        }
    }
}
