import Glibc
import TestHosts
import TestLoop
import Testing

/// What others do to a guard: their firewall tools, their lists, their full disks.
@Suite("Damage by others", .serialized, .enabled(if: TestHost.isPermitted), .timeLimit(.minutes(4)))
struct DamageTests {
    @Test("Rules flushed by another hand are back within a second")
    func flushedRules() async throws {
        let world = try await LoopWorld()
        let server = try await world.startServer()
        let guarding = try await world.startGuard()
        let listed = LoopNetwork.attacker(0)
        try await world.block(listed)
        let probe = try await Probe(from: listed, in: world.network)
        let flushed = try await world.network.protected.run {
            LoopWait.pause(milliseconds: 100)
            try TestCommand.run(["nft", "flush", "ruleset"])
            return ContinuousClock.now
        }
        try await world.waitUntilListed([listed])
        let healed = ContinuousClock.now - flushed
        let before = probe.record.receivedCount
        try await world.network.protected.run { LoopWait.pause(milliseconds: 300) }
        #expect(probe.record.receivedCount == before)
        try await probe.stop()
        print("loop: rules flushed by another hand were back after \(healed), \(before) packets came through meanwhile")
        #expect(healed <= .seconds(1))
        #expect(server.id > 0 && guarding.id > 0)
    }

    @Test("A poisoned list blocks nothing it must not, and the guard says why")
    func poisonedList() async throws {
        let world = try await LoopWorld()
        let server = try await world.startServer()
        let web = try await world.startWebServer()
        let poison = [
            "0.0.0.0/0", LoopNetwork.protectedAddress, LoopNetwork.protectedGateway, "45.40.1.0/24", "10.0.0.0/8",
            "192.168.0.0/16", "127.0.0.1", "45.66.1.1",
        ]
        try world.folder.write(poison.map { $0 + "\n" }.joined(), to: "list.txt")
        let guarding = try await world.startGuard(options: ["--custom-blacklist", world.folder.file("list.txt")])
        try await world.waitUntilListed(["45.66.1.1"])
        func everybodyElseGetsThrough() async throws {
            #expect(try await world.seesWebsite(world.network.bystander))
            #expect(try await world.seesWebsite(world.network.attacker))
            #expect(try await world.seesWebsite(world.network.protected))
            #expect(try await world.rules().contains("45.66.1.1"))
        }
        try await everybodyElseGetsThrough()
        try await world.network.protected.run { try guarding.waitForLog("0.0.0.0/0") }
        // A login page, an empty answer that replaces the list, and one cut in the middle of an address.
        try world.folder.write("<!DOCTYPE html><html><body>Please log in to 45.20.1.2</body></html>\n", to: "list.txt")
        try await world.network.protected.run { try guarding.waitForLog("This is a web page") }
        try await everybodyElseGetsThrough()
        try world.folder.write("45.66.1.1\n45.20.1", to: "list.txt")
        try await world.network.protected.run { LoopWait.pause(milliseconds: 1500) }
        try await everybodyElseGetsThrough()
        print("loop: the guard on a poisoned list:")
        for line in guarding.log.split(separator: "\n") where line.contains("list.txt") { print("  \(line)") }
        #expect(server.id > 0 && web.id > 0)
    }

    @Test("A full disk: each part says so, loses nothing it has acknowledged, and goes on when there is room")
    func fullDisk() async throws {
        let world = try await LoopWorld()
        let disks = try ["server", "sensor", "guard"].map { try SmallDisk(world.folder.file("disk-\($0)")) }
        // The keys are where the server was to be: bring them to its disk.
        try TestCommand.run(["sh", "-c", "cp -a \(world.folder.file("server"))/. \(disks[0].path)/"])
        let server = try await world.startServer(data: disks[0].path)
        let sensor = try await world.startSensor(data: disks[1].path)
        try world.folder.write("45.66.1.1\n", to: "list.txt")
        let guarding = try await world.startGuard(
            data: disks[2].path, options: ["--custom-blacklist", world.folder.file("list.txt")])
        let early = LoopNetwork.attacker(0)
        try await world.block(early)

        for disk in disks { try disk.fill() }
        let refusal = try await world.network.station.run { () -> String in
            var answer = ""
            // What little room a block of the file system has left is used up first.
            try LoopWait.until("a report is refused", { server.log }) {
                answer =
                    try world.ask(
                        "POST /v1/key/report",
                        body:
                            #"{"ip":"45.52.1.1","category":"brute_force","comment":"\#(String(repeating: "x", count: 900))"}"#
                    ) ?? ""
                return answer.contains("HTTP/1.1 503")
            }
            return answer
        }
        #expect(refusal.contains("Retry-After") || refusal.contains("retry-after"))
        print("loop: with a full disk the server says: \(refusal.split(separator: "\r\n").last ?? "")")
        // Reading goes on.
        let check = try await world.network.station.run { try world.ask("GET /v1/key/check/\(early)") }
        #expect(check?.contains("200 OK") == true)
        try await world.network.attacker.run {
            let visit = try TelnetVisit(from: LoopNetwork.attacker(1))
            try visit.logIn(password: "admin")
            for number in 0..<20 { try visit.command("echo \(String(repeating: "y", count: 900)) \(number)") }
            visit.send(LoopLatency.dropper)
            LoopWait.pause(milliseconds: 300)
        }
        #expect(try await !world.seesProbe(from: early))
        // A guard protects from memory.
        try world.folder.write("45.66.1.1\n45.66.3.3\n", to: "list.txt")
        try await world.waitUntilListed(["45.66.3.3"])
        try await world.network.protected.run { try guarding.waitForLog("Protection goes on from memory") }

        for disk in disks { disk.empty() }
        try await world.network.station.run {
            try LoopWait.until("a report is taken again", { server.log }) { try world.report(LoopNetwork.attacker(2)) }
        }
        // The visit on a full disk was kept in memory, and the guard follows.
        try await world.waitUntilListed([early, LoopNetwork.attacker(1), LoopNetwork.attacker(2)])
        for part in [server, sensor, guarding] {
            let says = part.log.split(separator: "\n").first { $0.contains("o space left") || $0.contains("disk") }
            #expect(says != nil, "\(part.name) says that its disk is full")
            print("loop: \(part.name): \(says ?? "")")
        }
        // What is on the disks is whole: everything starts again from it.
        try await world.network.station.run {
            server.killAtOnce()
            sensor.killAtOnce()
        }
        try await world.network.protected.run { guarding.killAtOnce() }
        let again = [try await world.startServer(data: disks[0].path), try await world.startGuard(data: disks[2].path)]
        try await world.waitUntilListed([early, LoopNetwork.attacker(1), LoopNetwork.attacker(2)])
        #expect(again.count == 2)
    }
}
