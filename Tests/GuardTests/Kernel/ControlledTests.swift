import Foundation
import Guard
import TestGuards
import Testing

/// Orders, and what they do to real packets.
@Suite(.tags(.namespaces), .ifNamespacesArePermitted, .serialized, .timeLimit(.minutes(2)))
struct ControlledTests {
    /// A guard on the field, with its socket open.
    private func whileControlled(
        _ field: Battlefield, _ body: (ControlClient, RunningGuard) async throws -> Void
    ) async throws {
        let folder = try Folder()
        let list = try folder.write("mine.txt", "45.40.1.1\n45.40.1.2\n")
        let guarding = try RunningGuard(
            ["SIKKER_CUSTOM_BLACKLIST": list], folder: folder, surroundings: field.surroundings)
        let path = guarding.configuration.controlSocket
        try await guarding.whileRunning { service async throws in
            let socket = ControlService(path: path, logger: guarding.log.logger) { service.orders }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await socket.run() }
                while !FileManager.default.fileExists(atPath: path) { await Task.yield() }
                try await field.waitUntil("45.40.1.1", arrives: false)
                try await body(ControlClient(path: path), guarding)
                group.cancelAll()
            }
        }
    }

    @Test func aPauseLetsPacketsThroughAndEnds() async throws {
        let field = try await Battlefield()
        try await whileControlled(field) { client, _ async throws in
            let before: StatusReport = try await client.ask(.status)
            #expect(before.state == .protected && before.isProtected && before.entries["blocked4"] == 2)
            _ = try await client.ask(.pause(seconds: 3600), for: ControlReceipt.self)
            try await field.waitUntil("45.40.1.1", arrives: true)
            let paused: StatusReport = try await client.ask(.status)
            #expect(paused.state == .paused && !paused.isProtected && paused.entries["blocked4"] == 2)
            _ = try await client.ask(.resume, for: ControlReceipt.self)
            try await field.waitUntil("45.40.1.1", arrives: false)
            // One that ends by itself.
            _ = try await client.ask(.pause(seconds: 1), for: ControlReceipt.self)
            try await field.waitUntil("45.40.1.1", arrives: false)
            let after: StatusReport = try await client.ask(.status)
            #expect((after.observed?.packets ?? 0) + (after.dropped?.packets ?? 0) > 0)
        }
    }

    @Test func protectedIsOnlySaidOfWhatTheKernelHolds() async throws {
        let field = try await Battlefield()
        try await whileControlled(field) { client, _ async throws in
            for _ in 0..<5 {
                try await field.nft("flush ruleset")
                // Gone or back: whatever is said must be so at that moment.
                let report: StatusReport = try await client.ask(.status)
                if report.state == .protected {
                    #expect(try await field.nft("list ruleset").contains("sikkerguard"))
                }
                try await field.waitUntil("45.40.1.1", arrives: false)
            }
        }
    }

    @Test func whoIsAllowedComesThrough() async throws {
        let field = try await Battlefield()
        try await whileControlled(field) { client, _ async throws in
            _ = try await client.ask(
                .allow(entry: "45.40.1.1", seconds: 3600, comment: nil), for: ControlReceipt.self)
            try await field.waitUntil("45.40.1.1", arrives: true)
            #expect(try await !field.arrives(from: "45.40.1.2"))
            _ = try await client.ask(.disallow(entry: "45.40.1.1"), for: ControlReceipt.self)
            try await field.waitUntil("45.40.1.1", arrives: false)
        }
    }
}
