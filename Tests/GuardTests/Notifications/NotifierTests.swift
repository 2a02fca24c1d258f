import Foundation
import Settings
import Synchronization
import TestGuards
import TestHosts
import TestServers
import Testing

@testable import Guard

/// A guard at work that tells its owner, over a listener and a program that stands in for `sendmail`.
@Suite(.timeLimit(.minutes(2)))
struct NotifierTests {
    /// Takes messages, and answers as a test wants.
    private final class Receiver: Sendable {
        private let state = Mutex<(bodies: [String], status: Int)>(([], 200))

        var bodies: [String] { state.withLock { $0.bodies } }

        func answer(_ status: Int) { state.withLock { $0.status = status } }

        func take(_ request: TestRequest) -> TestAnswer {
            state.withLock { state in
                if state.status == 200 { state.bodies.append(request.text) }
                return .json("{}", status: state.status)
            }
        }

        /// The first message of an event, now or later.
        func message(_ event: NotificationEvent) async throws -> String {
            while true {
                if let body = bodies.first(where: { $0.contains("\"event\":\"\(event.rawValue)\"") }) { return body }
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    private static func served(_ settings: String, in folder: Folder? = nil) throws -> ServedGuard {
        try ServedGuard("custom_blacklist: [LIST]\n\(settings)\n", in: folder)
    }

    @Test func aPauseIsToldByBothWays() async throws {
        let receiver = Receiver()
        let server = try await TestHTTPServer { receiver.take($0) }
        let folder = try Folder()
        let program = try TestProgram.write(
            "cat >> \(folder.path)/mails; echo >> \(folder.path)/mails", to: folder.path("sendmail"))
        let served = try Self.served(
            """
            notifications:
              url: \(server.url)/hooks/verysecret
              mail: ops@example.com
              sendmail: \(program)
            """, in: folder)
        try await served.whileRunning { service in
            let desk = try #require(service.orders)
            _ = try await desk.pause(for: .seconds(600))
            let began = try await receiver.message(.pauseBegan)
            #expect(began.contains("Protection is paused until"))
            _ = try await desk.resume()
            _ = try await receiver.message(.pauseEnded)
            // Both again within the hour: they wait for it.
            _ = try await desk.pause(for: .seconds(600))
            let held = try await served.status { $0.notifications?.held == 1 }
            #expect(held.notifications?.ways.map(\.place) == ["\(server.url)/…", "ops@example.com"])
            while (try? String(contentsOfFile: folder.path("mails"), encoding: .utf8))?.components(
                separatedBy: "Subject: "
            ).count != 3 {
                try await Task.sleep(for: .milliseconds(20))
            }
            let status = try await served.status { $0.notifications?.ways.allSatisfy { $0.waiting == 0 } == true }
            #expect(status.notifications?.ways.allSatisfy { $0.failure == nil && $0.delivered != nil } == true)
            await desk.tellReverted("45.40.0.1 is blocked.")
            #expect(try await receiver.message(.changeReverted).contains("nobody confirmed it: 45.40.0.1 is blocked."))
        }
        await server.stop()
        #expect(!served.guarding.log.has("verysecret"))
    }

    /// What could not be told is told by the next process, and what was told is not told again.
    @Test func whatWaitsSurvivesARestart() async throws {
        let receiver = Receiver()
        receiver.answer(500)
        let server = try await TestHTTPServer { receiver.take($0) }
        let folder = try Folder()
        let settings = "notifications: {url: '\(server.url)/verysecret'}"
        let first = try Self.served(settings, in: folder)
        try await first.whileRunning { service in
            _ = try await service.orders?.pause(for: .seconds(3600))
            let status = try await first.status { $0.notifications?.ways.first?.failure != nil }
            #expect(status.notifications?.ways.first?.waiting == 1)
            #expect(status.notifications?.ways.first?.failure == "127.0.0.1:\(server.port) answers with status 500")
        }
        let kept = try String(contentsOfFile: folder.path("data/notifications.json"), encoding: .utf8)
        #expect(kept.contains("pause.began") && !kept.contains("verysecret"))
        receiver.answer(200)
        let second = try Self.served(settings, in: folder)
        try await second.whileRunning { _ in
            _ = try await receiver.message(.pauseBegan)
            _ = try await second.status { $0.notifications?.ways.first?.waiting == 0 }
        }
        await server.stop()
        #expect(receiver.bodies.count == 1)
        #expect(!first.guarding.log.has("verysecret") && !second.guarding.log.has("verysecret"))
    }

    @Test func aTestMessageSaysWhatCameOfIt() async throws {
        let receiver = Receiver()
        let server = try await TestHTTPServer { receiver.take($0) }
        let served = try Self.served("notifications: {url: '\(server.url)/verysecret'}")
        try await served.whileRunning { service in
            let desk = try #require(service.orders)
            let receipt = try await desk.notifyTest()
            #expect(receipt.message == "The test message was taken for \(server.url)/….")
            #expect(receiver.bodies.count == 1 && receiver.bodies[0].contains("\"event\":\"test\""))
            receiver.answer(403)
            let error = await #expect(throws: ControlError.self) { try await desk.notifyTest() }
            #expect(
                error?.message
                    == "the test message did not get through: 127.0.0.1:\(server.port) answers with status 403")
            // Without a way, nothing that happens is kept for later.
            try #require(try String(contentsOfFile: served.file, encoding: .utf8).contains("notifications"))
            try "custom_blacklist: [\(served.folder.path("mine.txt"))]\n".write(
                toFile: served.file, atomically: true, encoding: .utf8)
            _ = await served.reloading.reloader.reload()
            let none = await #expect(throws: ControlError.self) { try await desk.notifyTest() }
            #expect(none?.kind == .wrong && none?.message.contains("'notifications.url'") == true)
            _ = try await desk.pause(for: .seconds(600))
            let status = try await served.status { $0.pausedUntil != nil && $0.notifications?.ways.isEmpty == true }
            #expect(status.notifications?.held == 0)
        }
        await server.stop()
    }
}
