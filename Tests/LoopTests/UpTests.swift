import Glibc
import TestHosts
import TestLoop
import Testing

/// `sikker up --guard` on a host that strangers reach.
@Suite("All in one", .serialized, .enabled(if: TestHost.isPermitted), .timeLimit(.minutes(4)))
struct UpTests {
    @Test("It drops who attacks its own honeypot, leaves others alone, and goes without a trace")
    func protectsItsOwnMachine() async throws {
        let world = try await LoopWorld()
        let network = world.network
        let up = try await LoopProcess(
            "up",
            [
                LoopProgram.path, "up", "--guard", "--data", world.folder.file("up"), "--sensor",
                "telnet=\(LoopNetwork.protectedAddress):23",
            ], in: network.protected, folder: world.folder)
        let web = try await world.startWebServer()
        try await network.protected.run {
            try up.waitForLog("Ctrl-C ends it")
            try up.waitForLog("INFO Running")
        }
        #expect(try await world.seesWebsite(network.attacker))
        try await network.attacker.run {
            let visit = try TelnetVisit(from: LoopNetwork.attackerAddress, to: LoopNetwork.protectedAddress)
            try visit.logIn(password: "vizxv")
            visit.send(LoopLatency.dropper)
            try LoopWait.until("the attacker is dropped", { up.log }) { try !LoopWorld.seesWebsite(from: nil) }
        }
        #expect(try await world.seesWebsite(network.bystander))
        let status = try await network.protected.run { up.stop() }
        #expect(status == 0)
        #expect(try await world.rules().isEmpty)
        #expect(web.id > 0)
    }
}
