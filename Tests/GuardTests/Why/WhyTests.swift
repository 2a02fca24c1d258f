import APIClient
import Blocklists
import Firewall
import Foundation
import Guard
import IPNetworks
import TestGuards
import TestServers
import Testing
import ThreatModel

/// A whole guard on a firewall of memory, asked about addresses.
@Suite(.timeLimit(.minutes(1)))
struct WhyTests {
    private let folder: Folder
    private let host = PlayedHost(.sample)

    init() throws { folder = try Folder() }

    private func running(_ environment: [String: String], lists: ListSourceOptions = ListSourceOptions()) throws
        -> RunningGuard
    {
        let host = host
        var running = try RunningGuard(
            environment, folder: folder,
            surroundings: GuardSurroundings(
                makeBackend: { _, _ in .init(name: "dry-run", backend: DryRunBackend()) },
                makeFacts: { _, _, _ in host }))
        running.configuration.lists = lists
        return running
    }

    private func verdict(_ service: GuardService, _ text: String) async throws -> BlockExplanation {
        try #require(await service.why(try address(text)))
    }

    @Test func linesOfAllListsAreNamed() async throws {
        let server = try await TestHTTPServer { _ in
            .answer(status: 200, body: Array("; Drop\n45.42.0.0/16 ; SBL1\n45.41.0.9\n".utf8))
        }
        let path = try folder.write("mine.txt", "# mine\n45.40.0.1\n45.42.0.7 # him\n")
        let lists = ListSourceOptions(
            urlLists: [URLListOptions(name: "Drop", url: try FetchURL(server.url + "/drop.txt?token=abc"))])
        let running = try running(["SIKKER_CUSTOM_BLACKLIST": path, "SIKKER_WHITELIST": "45.43.0.0/16"], lists: lists)
        try await running.whileRunning { service async throws in
            await running.log.line(containing: "Drop: the list is up to date")
            await running.log.line(containing: "mine.txt: the list is up to date")
            var found = try await verdict(service, "45.42.0.7")
            // The text of a list is put in place just after the list.
            while found.entries.flatMap(\.lines).count < 2 {
                await Task.yield()
                found = try await verdict(service, "45.42.0.7")
            }
            if case .blocked = found.verdict {} else { Issue.record("\(found)") }
            #expect(found.entries.map(\.source.name) == ["mine.txt", "Drop"])
            #expect(found.entries.flatMap(\.lines).map(\.number) == [3, 2])
            #expect(found.entries.allSatisfy { $0.since != nil })
            #expect(found.description.contains("line 2 of \(server.url)/drop.txt: 45.42.0.0/16 ; SBL1"))
            #expect(!found.description.contains("token"))
            #expect(found.remedies.contains(.editFile(path, line: 3)))

            #expect(try await verdict(service, "45.99.0.1").verdict == .notListed)
            #expect(try await verdict(service, "45.43.0.1").verdict == .allowed([.whitelist("45.43.0.0/16")]))
            #expect(try await verdict(service, "45.41.0.9").entries.map(\.source.name) == ["Drop"])
            guard case .allowed(let reasons) = try await verdict(service, "45.41.0.9").verdict else {
                Issue.record("the host's own network is never blocked")
                return
            }
            #expect(reasons.contains(.ownNetwork))
        }
        await server.stop()
    }

    @Test func blocksByHandAreInForceAtOnceAndAfterARestart() async throws {
        let path = try folder.write("mine.txt", "45.40.0.1\n")
        let until = SystemClock().now.advanced(by: .seconds(3600))
        let running = try running(["SIKKER_CUSTOM_BLACKLIST": path])
        try await running.whileRunning { service async throws in
            await running.log.line(containing: "Manual: the list is up to date")
            try await service.manual.block(IPRange(try address("45.44.0.4")), until: until, comment: "noisy")
            var found = try await verdict(service, "45.44.0.4")
            while found.remedies.isEmpty {
                await Task.yield()
                found = try await verdict(service, "45.44.0.4")
            }
            #expect(found.remedies == [.allow(found.address), .unblock(found.address), .wait(until: until)])
        }
        try await running.whileRunning { service async throws in
            await running.log.line(containing: "Manual: the list is up to date")
            #expect(try await verdict(service, "45.44.0.4").entries.first?.lines.first?.text == "noisy")
        }
    }
}
