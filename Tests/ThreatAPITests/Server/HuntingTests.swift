import Detection
import Foundation
import IPNetworks
import Observability
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    @Suite("Rules that come while a server runs")
    struct HuntingTests {
        private static func hunting(_ server: TestServer) throws -> Hunting {
            Hunting(
                core: try server.core(), health: server.health.check("hunt"), metrics: server.state.metrics.hunts,
                logger: TestServer.logger)
        }

        /// Does what the server does by itself within a second.
        private static func hunt(_ server: TestServer) async throws {
            let hunting = try hunting(server)
            try await hunting.begin(isFirst: false)
            while try await hunting.step() {}
        }

        private static func use(_ text: String?, in folder: TemporaryFolder, _ server: TestServer) throws {
            if let text { try RuleFilesTests.write(text, to: folder.path + "/mine.yaml") }
            let source = RuleFiles(
                folder: folder.path, rulebook: try server.core().rulebook, metrics: server.state.metrics.rules)
            #expect(source.reload(isFirst: false).errors == [])
        }

        @Test("What was seen before counts, and every answer knows the new rule", arguments: [true, false])
        func retroHunt(sqlite: Bool) async throws {
            let (folder, data) = (try TemporaryFolder(), try TemporaryFolder())
            let store: any Store = sqlite ? try SQLiteStore(path: data.path + "/store.sqlite") : MemoryStore()
            try await TestServer.run(on: store, configure: { $0.ruleFolder = folder.path }) { (server) async throws in
                let (key, token) = (try await server.key(), try await server.sensorToken())
                var ended = try TestVisit(of: "45.66.1.1")
                ended.add(.command, ["command": "echo a-new-worm"])
                ended.add(.close)
                var open = try TestVisit(of: "45.66.1.2")
                open.add(.command, ["command": "echo a-new-worm"])
                var other = try TestVisit(of: "45.66.1.3")
                other.add(.command, ["command": "echo nothing"])
                for visit in [ended, open, other] { _ = try await server.send(visit.events, token: token) }
                func answer(_ address: String) async throws -> CheckAnswer {
                    try CheckTests.decode(try await server.get("/v1/key/check/\(address)?verbose=true", key: key))
                }
                let before = try await answer("45.66.1.1").confidenceLevel

                try Self.use(RuleFilesTests.text("a-new-worm"), in: folder, server)
                try await Self.hunt(server)
                for address in ["45.66.1.1", "45.66.1.2"] {
                    let found = try await answer(address)
                    let shown = try #require(found.behaviors?.first { $0.name == "mine.marker" })
                    #expect(shown.description == "The visitor said a-new-worm." && shown.count == 1)
                    #expect(found.confidenceLevel > before)
                }
                #expect(try await answer("45.66.1.3").behaviors?.contains { $0.name == "mine.marker" } == false)
                #expect(
                    server.health.check("hunt").state.sentence.contains("3 stored sessions were matched again: 2 sight")
                )

                // The session that was open goes on, and does not show it again.
                open.add(.command, ["command": "echo a-new-worm"])
                open.add(.close)
                _ = try await server.send(Array(open.events.suffix(2)), token: token)
                #expect(try await answer("45.66.1.2").behaviors?.first { $0.name == "mine.marker" }?.count == 1)

                // The same rule in other words: nothing to hunt, yet answers say it so.
                let hunts = try await server.administration.hunts(limit: 9)
                try Self.use(
                    RuleFilesTests.text("a-new-worm").replacing("The visitor", with: "Somebody"), in: folder, server)
                try await Self.hunt(server)
                #expect(
                    try await answer("45.66.1.1").behaviors?.first { $0.name == "mine.marker" }?.description
                        == "Somebody said a-new-worm.")
                #expect(try await server.administration.hunts(limit: 9) == hunts)

                // Asked for again: nothing is new.
                let asked = try await server.administration.requestHunt()
                try await Self.hunt(server)
                let done = try await server.administration.hunts(limit: 1)
                #expect(done.first?.id == asked.id && done.first?.sightings == 0 && done.first?.sessions == 3)
                let found = try await server.administration.findings(of: hunts[0].id, limit: 9)
                #expect(Set(found.map { "\($0.address)" }) == ["45.66.1.1", "45.66.1.2"])
                #expect(found.allSatisfy { $0.before.map(Int.init) == before && $0.behaviours == ["mine.marker"] })
            }
            await store.close()
        }

        @Test("A new store has nothing to hunt; one from before hunts were has everything")
        func first() async throws {
            let store = MemoryStore()
            try await TestServer.run(on: store) { (server) async throws in
                try await Self.hunt(server)
                #expect(try await server.administration.hunts(limit: 9) == [])
                #expect(
                    try await store.read { try $0.huntedBehaviours() } == server.core().rules.catalogue.fingerprints)
                _ = try await server.send(
                    try TestVisit.dropper("45.66.1.1").events, token: try await server.sensorToken())
                try await Self.hunt(server)
                #expect(try await server.administration.hunts(limit: 9) == [])
                try await store.write { try $0.setHuntedBehaviours([:]) }
                try await Self.hunt(server)
                let hunt = try #require(try await server.administration.hunts(limit: 9).first)
                #expect(hunt.sessions == 1 && hunt.sightings == 0 && hunt.finishedAt != nil)
            }
        }

        @Test("Another change in the middle of a hunt: it begins anew, for both")
        func overtaken() async throws {
            let rules = try IngestRules.usual()
            let world = HuntWorld(MemoryStore())
            let owner = try #require(EvidenceHistory.accounts[11])
            for number in 1...4 {
                let events = try TestVisit.dropper("45.66.1.\(number)").events
                try await world.take(
                    .events(try SensorBatch(events: events), sensor: 11, owner: owner), rules.with(NoRules.catalogue))
            }
            try await world.begin(rules)
            let portion = try #require(try await world.scan(rules, sessions: 2))
            try await world.take(.hunt(.match(portion)), rules)
            let begun = try #require(try await world.hunt)
            try await world.store.write { transaction in
                var fingerprints = try transaction.huntedBehaviours()
                fingerprints["sh.dropper_pipe"] = 1
                try transaction.setHuntedBehaviours(fingerprints)
            }
            try await world.begin(rules)
            let anew = try #require(try await world.hunt)
            #expect(anew.id == begun.id && anew.position == nil && anew.behaviours == begun.behaviours)
            #expect(anew.sightings == begun.sightings && begun.sightings > 0)
            try await world.finish(rules)
            #expect(try await world.hunt?.addresses == 4)
        }
    }
}
