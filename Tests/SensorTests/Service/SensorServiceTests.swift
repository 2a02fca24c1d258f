import APIClient
import Honeypots
import IPNetworks
import NIOCore
import NIOPosix
import Observability
import TestServers
import Testing
import ThreatModel

@testable import Sensor

/// The whole sensor over real sockets, and a server over real HTTP.
@Suite(.timeLimit(.minutes(2))) struct SensorServiceTests {
    let folder: TemporaryFolder
    let collector = EventCollector()

    init() throws { folder = try TemporaryFolder() }

    @Test func aSessionReachesTheServer() async throws {
        let server = try await TestHTTPServer(handler: collector.handler)
        try await RunningSensor.run(in: folder, server: server.url) { sensor in
            let visitor = try await SocketVisitor(port: try sensor.port(.telnet))
            #expect(try await visitor.receive(until: "hello\n") == "hello\n")
            try await visitor.send("uname -a\nfile abc\nclose\n")
            #expect(try await visitor.receive() == "uname -a\nbye\n")
            await collector.waitForSessions(1)
            #expect(sensor.health.report.isReady)
        }
        await server.stop()
        #expect(collector.events.map(\.kind) == [.connect, .command, .file, .message, .close])
        #expect(collector.events.map(\.seq) == [0, 1, 2, 3, 4])
        #expect(collector.events.allSatisfy { $0.src == IPAddress(v4: 0x7f00_0001) && $0.protocol == .telnet })
        #expect(collector.tokens == ["Bearer st_abcdefghijklmnop"])
        #expect(folder.names("data/quarantine").count == 1)
    }

    @Test func bothFamiliesOnOnePort() async throws {
        let server = try await TestHTTPServer(handler: collector.handler)
        let listeners = [ListenerConfiguration(.telnet, port: 0)]
        try await RunningSensor.run(in: folder, server: server.url, listeners: listeners) { sensor in
            for address in ["127.0.0.1", "::1"] {
                let visitor = try await SocketVisitor(port: try sensor.port(.telnet), address: address)
                try await visitor.send("close\n")
                #expect(try await visitor.receive() == "hello\nbye\n")
            }
            await collector.waitForSessions(2)
        }
        await server.stop()
        #expect(Set(collector.events.map(\.src)) == [IPAddress(v4: 0x7f00_0001), IPAddress(v6: 1)])
    }

    @Test func namedAddressesStandSideBySide() async throws {
        let server = try await TestHTTPServer(handler: collector.handler)
        let first = [ListenerConfiguration(.telnet, address: IPAddress(v6: 0), port: 0)]
        try await RunningSensor.run(in: folder, server: server.url, listeners: first) { sensor in
            let port = try sensor.port(.telnet)
            let other = try TemporaryFolder()
            let second = [ListenerConfiguration(.telnet, address: IPAddress(v4: 0), port: port)]
            try await RunningSensor.run(in: other, server: server.url, listeners: second) { _ in
                for address in ["127.0.0.1", "::1"] {
                    let visitor = try await SocketVisitor(port: port, address: address)
                    #expect(try await visitor.receive(until: "\n") == "hello\n")
                }
            }
        }
        await server.stop()
    }

    @Test func whatTakesLongHoldsNobodyUp() async throws {
        let server = try await TestHTTPServer(handler: collector.handler)
        try await RunningSensor.run(in: folder, server: server.url) { sensor in
            EchoHoneypot.gate.close()
            defer { EchoHoneypot.gate.open() }
            // More of them than the machine has loops: on those they would be in everybody's way.
            var slow: [SocketVisitor] = []
            for _ in 0..<(2 * System.coreCount) {
                let visitor = try await SocketVisitor(port: try sensor.port(.telnet))
                try await visitor.send("work\nclose\n")
                slow.append(visitor)
            }
            for _ in 0..<8 {
                let visitor = try await SocketVisitor(port: try sensor.port(.telnet))
                try await visitor.send("id\nclose\n")
                #expect(try await visitor.receive() == "hello\nid\nbye\n")
            }
            #expect(!collector.events.contains { $0.kind == .query })
            EchoHoneypot.gate.open()
            for visitor in slow { #expect(try await visitor.receive() == "hello\nbye\n") }
        }
        await server.stop()
    }

    @Test func aVisitorWhoOnlySendsIsStillAnswered() async throws {
        let server = try await TestHTTPServer(handler: collector.handler)
        try await RunningSensor.run(in: folder, server: server.url) { sensor in
            let visitor = try await SocketVisitor(port: try sensor.port(.telnet))
            try await visitor.send("pause 50 late\nbig 500000\nlast\n")
            visitor.finishSending()
            let said = try await visitor.receive()
            #expect(said.utf8.count == 500_016)
            #expect(said.hasPrefix("hello\nlate\nbbb"))
            #expect(said.hasSuffix("bblast\n"))
            await collector.waitForSessions(1)
        }
        await server.stop()
        #expect(collector.events.last?.fields["reason"] == "client")
        #expect(collector.events.last?.fields["bytes_out"] == "500016")
    }

    @Test func goodbyeIsHeardAlthoughMoreWasSent() async throws {
        let server = try await TestHTTPServer(handler: collector.handler)
        try await RunningSensor.run(in: folder, server: server.url) { sensor in
            // More than is read at once stands unread when the service closes: a careless close would reset the connection.
            let visitor = try await SocketVisitor(port: try sensor.port(.telnet))
            try await visitor.send("close\n" + String(repeating: "x", count: 30_000))
            #expect(try await visitor.receive() == "hello\nbye\n")
            await collector.waitForSessions(1)
        }
        await server.stop()
        #expect(collector.events.last?.fields["reason"] == "protocol")
    }

    @Test func aVisitorWhoDoesNotReadIsNotBufferedFor() async throws {
        let server = try await TestHTTPServer(handler: collector.handler)
        try await RunningSensor.run(
            in: folder, server: server.url, change: { $0.limits.visits.unsentBytes = 100_000 }
        ) { sensor in
            let visitor = try await SocketVisitor(port: try sensor.port(.telnet), receiveBuffer: 4096)
            try await visitor.send("big 3000000\n")
            await collector.waitForSessions(1)
            let other = try await SocketVisitor(port: try sensor.port(.telnet))
            try await other.send("close\n")
            #expect(try await other.receive() == "hello\nbye\n")
            withExtendedLifetime(visitor) {}
        }
        await server.stop()
        #expect(collector.events.first { $0.kind == .close }?.fields["reason"] == "limit")
    }

    @Test func oneSourceDoesNotTakeAllPlaces() async throws {
        let server = try await TestHTTPServer(handler: collector.handler)
        try await RunningSensor.run(
            in: folder, server: server.url, change: { $0.limits.admission.connectionsPerSource = 5 }
        ) { sensor in
            var visitors: [SocketVisitor] = []
            for _ in 0..<5 {
                let visitor = try await SocketVisitor(port: try sensor.port(.telnet))
                #expect(try await visitor.receive(until: "\n") == "hello\n")
                visitors.append(visitor)
            }
            let turnedAway = try await SocketVisitor(port: try sensor.port(.telnet))
            #expect(try await turnedAway.receive() == "")
            #expect(
                sensor.registry.exposition().contains(
                    "sensor_connections_refused_total{reason=\"source_connections\"} 1\n"))
            withExtendedLifetime(visitors) {}
        }
        await server.stop()
    }

    @Test func stoppingRecordsAndDeliversWhatIsOpen() async throws {
        let server = try await TestHTTPServer(handler: collector.handler)
        var visitors: [SocketVisitor] = []
        try await RunningSensor.run(in: folder, server: server.url) { sensor in
            for _ in 0..<10 {
                let visitor = try await SocketVisitor(port: try sensor.port(.telnet))
                _ = try await visitor.receive(until: "\n")
                visitors.append(visitor)
            }
        }
        // The sensor is gone; the server is not asked to wait for anything.
        let closes = collector.events.filter { $0.kind == .close }
        #expect(closes.count == 10)
        #expect(closes.allSatisfy { $0.fields["reason"] == "shutdown" })
        for visitor in visitors { #expect(try await visitor.receive() == "") }
        await server.stop()
    }

    @Test func anOutageLosesNothing() async throws {
        let first = try await TestHTTPServer(handler: collector.handler)
        let port = first.port
        await first.stop()
        func visits(_ count: Int, _ sensor: RunningSensor) async throws {
            for number in 0..<count {
                let visitor = try await SocketVisitor(port: try sensor.port(.telnet))
                try await visitor.send("visit \(number)\nclose\n")
                _ = try await visitor.receive()
            }
        }
        // A sensor that never reaches its server, and is stopped.
        try await RunningSensor.run(
            in: folder, server: first.url, change: { $0.limits.farewell = .milliseconds(1) }
        ) { sensor in
            try await visits(5, sensor)
            #expect(sensor.health.report.isReady)
        }
        #expect(collector.events.isEmpty)
        // The next one brings what the first left behind, and its own, once the server is back.
        try await RunningSensor.run(in: folder, server: first.url) { sensor in
            try await visits(5, sensor)
            let server = try await TestHTTPServer(port: port, handler: collector.handler)
            await collector.waitForSessions(10)
            await server.stop()
        }
        #expect(collector.events.count == 40)
        #expect(collector.repeated == 0)
        let sessions = Dictionary(grouping: collector.events, by: \.session)
        #expect(sessions.count == 10)
        #expect(sessions.values.allSatisfy { $0.map(\.seq) == [0, 1, 2, 3] })
    }

    @Test func aTakenPortIsNamed() async throws {
        let server = try await TestHTTPServer { _ in .hang }
        let listeners = [
            ListenerConfiguration(.telnet, address: IPAddress(v4: 0x7f00_0001), port: UInt16(server.port))
        ]
        let error = await #expect(throws: SensorError.self) {
            try await RunningSensor.run(in: folder, server: server.url, listeners: listeners) { _ in }
        }
        await server.stop()
        #expect(
            error?.description
                == "Cannot listen on 127.0.0.1:\(server.port) for telnet: another program listens there")
    }

    @Test func whatCannotBeStartedSaysSo() async throws {
        let nowhere = "http://127.0.0.1:1"
        for (listeners, expected) in [
            ([], SensorError.noListeners),
            ([ListenerConfiguration(.smb, port: 0)], .unknownService(.smb, known: [.telnet, .redis, .ftp])),
            (
                [ListenerConfiguration(.telnet, address: IPAddress(v4: 0xcb00_7163), port: 4023)],
                .cannotListen(
                    service: .telnet, place: "203.0.113.99:4023", reason: "this machine does not have that address")
            ),
        ] as [([ListenerConfiguration], SensorError)] {
            await #expect(throws: expected) {
                try await RunningSensor.run(in: folder, server: nowhere, listeners: listeners) { _ in }
            }
        }
        // Nothing is left behind that would keep the next one out.
        try await RunningSensor.run(in: folder, server: nowhere, change: { $0.limits.farewell = .zero }) { _ in }
    }

    @Test func twoSensorsDoNotShareAFolder() async throws {
        try await RunningSensor.run(
            in: folder, server: "http://127.0.0.1:1", change: { $0.limits.farewell = .zero }
        ) { _ in
            await #expect(throws: SensorError.folderInUse(path: folder.path + "/data")) {
                try await RunningSensor.run(in: folder, server: "http://127.0.0.1:1") { _ in }
            }
        }
    }

    /// Every metric that is declared is there, and every one that is there is declared.
    @Test func metricsAreThoseOfTheCatalogue() async throws {
        let server = try await TestHTTPServer(handler: collector.handler)
        try await RunningSensor.run(in: folder, server: server.url) { sensor in
            let visitor = try await SocketVisitor(port: try sensor.port(.telnet))
            try await visitor.send("close\n")
            _ = try await visitor.receive()
            await collector.waitForSessions(1)
            #expect(Set(sensor.registry.descriptions) == Set(SensorMetric.catalogue))
            let text = sensor.registry.exposition()
            #expect(text.contains("sensor_sessions_total{protocol=\"telnet\"} 1\n"))
        }
        await server.stop()
        #expect(SensorMetric.catalogue.flatMap(\.faults).isEmpty)
        #expect(Set(SensorMetric.catalogue.map(\.name)).count == SensorMetric.catalogue.count)
    }

    @Test func selfTestTellsWhoAnswers() async throws {
        let server = try await TestHTTPServer(handler: collector.handler)
        let loopback = IPAddress(v4: 0x7f00_0001)
        let listeners = [
            ListenerConfiguration(.telnet, port: 0), ListenerConfiguration(.redis, address: loopback, port: 0),
            ListenerConfiguration(.ftp, address: loopback, port: 0),
        ]
        try await RunningSensor.run(in: folder, server: server.url, listeners: listeners) { sensor in
            var tested = try [AttackProtocol.telnet, .redis, .ftp].map {
                ListenerConfiguration($0, port: try sensor.port($0))
            }
            tested.append(ListenerConfiguration(.http, port: 1))
            let results = await SensorSelfTest(
                tested, honeypots: [EchoHoneypot.self, SilentHoneypot.self, MuteHoneypot.self],
                patience: .milliseconds(150)
            ).run()
            #expect(
                results.map(\.outcome) == [
                    .greeted(6), .answered(7), .failed("it accepts the connection and says nothing"),
                    .failed("connection refused"),
                ])
            #expect(results.map(\.isPassed) == [true, true, false, false])
            #expect(results[3].description == "http on port 1 fails: connection refused")
        }
        await server.stop()
    }
}
