import Foundation
import Glibc
import IPNetworks
import TestGuards
import Testing

@testable import Guard

/// Orders for a guard at work, over its socket.
@Suite(.timeLimit(.minutes(1)))
struct ControlTests {
    private func served(_ settings: String = "", list: String = "45.40.0.1\n45.40.0.2\n") throws -> ServedGuard {
        try ServedGuard("custom_blacklist: [LIST]\n\(settings)", list: list)
    }

    @Test func itTellsHowItFares() async throws {
        let served = try served()
        try await served.whileRunning { _ async throws in
            let report = try await served.status { $0.sources.first?.ipv4 == 1 && $0.sources.first?.state == "current" }
            #expect(report.state == .dryRun && !report.isProtected)
            #expect(report.version == "1.2.3" && report.backend == "dry-run")
            #expect(report.sources[0].name == "mine.txt" && report.sources[0].state == "current")
            #expect(report.allowed.contains("1 gateway"))
            var status = stat()
            #expect(stat(served.guarding.configuration.controlSocket, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o600)
        }
        // Nobody answers any more, and the socket is gone.
        await #expect(throws: ControlError.self) { try await served.client.ask(.status, for: StatusReport.self) }
        #expect(!FileManager.default.fileExists(atPath: served.guarding.configuration.controlSocket))
    }

    @Test func whatIsAllowedIsNotBlockedOverRestarts() async throws {
        let served = try served()
        try await served.whileRunning { _ async throws in
            try await served.blocks(IPAddressSet("45.40.0.1", "45.40.0.2"))
            let receipt: ControlReceipt = try await served.client.ask(
                .allow(entry: "45.40.0.1", seconds: nil, comment: "mine"))
            #expect(receipt.message == "45.40.0.1 is not blocked.")
            try await served.blocks(IPAddressSet("45.40.0.2"))
        }
        try await served.whileRunning { _ async throws in
            try await served.blocks(IPAddressSet("45.40.0.2"))
            _ = try await served.client.ask(.disallow(entry: "45.40.0.1"), for: ControlReceipt.self)
            try await served.blocks(IPAddressSet("45.40.0.1", "45.40.0.2"))
        }
    }

    @Test func whatIsBlockedByHandIsBlockedOverRestarts() async throws {
        let served = try served()
        try await served.whileRunning { _ async throws in
            try await served.blocks(IPAddressSet("45.40.0.1", "45.40.0.2"))
            let receipt: ControlReceipt = try await served.client.ask(
                .block(entry: "45.42.0.0/24", seconds: nil, comment: "noisy"))
            #expect(receipt.message == "45.42.0.0/24 is blocked.")
            try await served.blocks(IPAddressSet("45.40.0.1", "45.40.0.2", "45.42.0.0/24"))
            let why: WhyReport = try await served.client.ask(.why(address: "45.42.0.9"))
            #expect(why.sources == ["manual"] && why.text.contains("noisy") && !why.remedies.isEmpty)
            let listed: WhyReport = try await served.client.ask(.why(address: "45.40.0.2"))
            #expect(listed.text.contains("line 2 of") && listed.text.contains("mine.txt"))
            let unlisted: WhyReport = try await served.client.ask(.why(address: "45.43.0.1"))
            #expect(!unlisted.isBlocked && unlisted.sources.isEmpty)
            let gateway: ControlReceipt = try await served.client.ask(
                .block(entry: "45.41.0.1", seconds: 60, comment: nil))
            #expect(gateway.message.contains("default gateway"))
        }
        try await served.whileRunning { _ async throws in
            try await served.blocks(IPAddressSet("45.40.0.1", "45.40.0.2", "45.42.0.0/24"))
            _ = try await served.client.ask(.unblock(entry: "45.42.0.0/24"), for: ControlReceipt.self)
            try await served.blocks(IPAddressSet("45.40.0.1", "45.40.0.2"))
        }
    }

    @Test func aPauseIsTakenUpAgainAfterARestart() async throws {
        let served = try served()
        try await served.whileRunning { _ async throws in
            _ = try await served.client.ask(.pause(seconds: 600), for: ControlReceipt.self)
            let report = try await served.status { $0.pausedUntil != nil }
            #expect(report.pausedUntil != nil)
        }
        try await served.whileRunning { _ async throws in
            let report: StatusReport = try await served.client.ask(.status)
            #expect(report.pausedUntil != nil)
            _ = try await served.client.ask(.resume, for: ControlReceipt.self)
            _ = try await served.status { $0.pausedUntil == nil }
        }
    }

    @Test func whatMakesNoSenseIsSaid() async throws {
        let served = try served("whitelist: [198.51.100.7]\n")
        try await served.whileRunning { _ async throws in
            let mistakes: [(ControlRequest, String)] = [
                (.pause(seconds: 0), "a pause takes from 1s to 1d, and ends by itself"),
                (.pause(seconds: 86_401), "a pause takes from 1s to 1d, and ends by itself"),
                (
                    .pull(source: "mine.tx", isAccepting: false),
                    "there is no source 'mine.tx'; did you mean 'mine.txt'?; there are mine.txt"
                ),
                (.why(address: "45.40"), "is no address such as"),
                (.block(entry: "x", seconds: nil, comment: nil), "is no address, network or range"),
                (.block(entry: "0.0.0.0/0", seconds: nil, comment: nil), "at most a /8 of IPv4"),
                (.unblock(entry: "45.40.0.7"), "was not blocked by hand"),
                (
                    .allow(entry: "45.40.0.256", seconds: nil, comment: nil),
                    "is no address, network, range or host name"
                ),
                (.disallow(entry: "198.51.100.7"), "stands in the settings ('whitelist')"),
                (.disallow(entry: "198.51.100.8"), "was not allowed by hand"),
                (.set(name: "custom_blacklist", value: "/x"), "config.yaml:1, which wins: change it there"),
            ]
            for (request, sentence) in mistakes {
                let error = await #expect(throws: ControlError.self) {
                    try await served.client.ask(request, for: ControlReceipt.self)
                }
                #expect(error?.kind == .wrong && error?.message.contains(sentence) == true, "\(error?.message ?? "")")
            }
        }
    }

    /// Anything may be sent by whoever may open the socket.
    @Test(arguments: ["{", "[]", "{\"pause\":{}}", "{\"pause\":{\"seconds\":1e400}}", "\u{0}", ""])
    func nonsenseIsAnswered(_ line: String) async throws {
        let served = try served()
        try await served.whileRunning { _ async throws in
            let answer = String(decoding: try await served.client.send(Array(line.utf8) + [0x0a]), as: UTF8.self)
            #expect(answer.hasPrefix("{\"error\":{\"kind\":\"wrong\""), "\(answer)")
            let report: StatusReport = try await served.client.ask(.status)
            #expect(report.state == .dryRun)
        }
    }
}
