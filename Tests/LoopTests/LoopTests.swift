import TestHosts
import TestLoop
import Testing

/// The promise in one suite: what attacks a sensor is dropped elsewhere within a second, and nobody else is.
@Suite("The loop", .serialized, .enabled(if: TestHost.isPermitted), .timeLimit(.minutes(4)))
struct LoopTests {
    @Test("hydra gets in, a file is dropped; the attacker loses the web server, a bystander does not")
    func hydraIsDropped() async throws {
        let world = try await LoopWorld()
        let parts = [
            try await world.startServer(), try await world.startSensor(), try await world.startGuard(),
            try await world.startWebServer(),
        ]
        #expect(try await world.seesWebsite(world.network.attacker))
        #expect(try await world.seesWebsite(world.network.bystander))
        let guesses = ["root", "admin", "123456", "vizxv", "xc3511", "default", "12345", "password", "888888", "54321"]
        try world.folder.write(guesses.map { $0 + "\n" }.joined(), to: "passwords")
        _ = try? await world.network.attacker.command([
            "hydra", "-q", "-I", "-t", "4", "-l", "root", "-P", world.folder.file("passwords"),
            LoopNetwork.stationAddress,
            "telnet",
        ])
        // It has got in, and fetches what it came for.
        try await world.network.attacker.run {
            let visit = try TelnetVisit(from: LoopNetwork.attackerAddress)
            try visit.logIn(password: "vizxv")
            visit.send(LoopLatency.dropper)
            try LoopWait.until("the attacker is dropped", { parts[2].log }) { try !LoopWorld.seesWebsite(from: nil) }
        }
        #expect(try await world.seesWebsite(world.network.bystander))
        try await world.network.protected.run { try parts[2].waitForLog("BLOCKED") }
        let line = parts[2].log.split(separator: "\n").first { $0.contains("BLOCKED") }
        #expect(line?.contains(LoopNetwork.attackerAddress) == true)
        print("loop: \(line ?? "")")
        // Why: the server knows the behaviour by name.
        let check = try await world.network.station.run {
            try world.ask("GET /v1/key/check/\(LoopNetwork.attackerAddress)")
        }
        #expect(check?.contains("any.default_creds") == true)
        #expect(check?.contains("sh.dropper_file") == true)
    }

    @Test("From the attack's last event to the first dropped packet: a second at most, median of ten")
    func latency() async throws {
        let world = try await LoopWorld()
        let parts = [try await world.startServer(), try await world.startSensor(), try await world.startGuard()]
        var times: [Duration] = []
        for number in 0..<10 {
            times.append(try await LoopLatency.measure(world, from: LoopNetwork.attacker(number)))
        }
        print(
            "loop: last event to first dropped packet, sorted: \(times.sorted().map { "\($0)" }.joined(separator: ", "))"
        )
        #expect(times.median <= .seconds(1))
        #expect(!parts.isEmpty)
    }

    @Test("A million packets during twenty updates of the list: none comes through")
    func nothingLeaks() async throws {
        let world = try await LoopWorld()
        let parts = [try await world.startServer(), try await world.startSensor(), try await world.startGuard()]
        let listed = LoopNetwork.attacker(0)
        try await world.block(listed)
        let dropped = try await world.droppedPackets()
        let receiver = try await world.network.protected.run {
            let socket = try TestSocket(.udp, from: LoopNetwork.protectedAddress, port: Probe.port)
            socket.setTimeout(milliseconds: 500)
            return socket
        }
        let others = (1...20).map { "45.50.\($0).7" }
        async let updates: Void = world.network.station.run {
            for address in others {
                guard try world.report(address) else { throw LoopTimeout("a report of \(address) was refused") }
                LoopWait.pause(milliseconds: 150)
            }
        }
        let sent = try await world.network.attacker.run {
            let socket = try TestSocket(.udp, from: listed)
            try socket.connect(to: LoopNetwork.protectedAddress, port: Probe.port)
            var sent = 0
            for _ in 0..<50 {
                sent += try socket.send(Array("leak?".utf8), times: 20_000)
                LoopWait.pause(milliseconds: 40)
            }
            return sent
        }
        try await updates
        try await world.waitUntilListed(others)
        let leaked = try await world.network.protected.run {
            var count = 0
            while receiver.receive() != nil { count += 1 }
            return count
        }
        let counted = try await world.droppedPackets() - dropped
        print("loop: \(sent) packets sent during 20 updates, \(counted) dropped by the rules, \(leaked) leaked")
        #expect(sent == 1_000_000)
        #expect(leaked == 0)
        #expect(counted >= sent)
        #expect(parts.count == 3)
    }
}
