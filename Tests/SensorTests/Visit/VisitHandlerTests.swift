import Honeypots
import IPNetworks
import NIOCore
import NIOEmbedded
import Observability
import Testing
import ThreatModel

@testable import Sensor

/// The shell around a visit: on a channel in memory, with time that a test moves.
@Suite struct VisitHandlerTests {
    /// One sensor's worth of what connections share, on an embedded loop.
    final class House {
        let loop = EmbeddedEventLoop()
        let sink = CollectingSink()
        let clock = SettableClock()
        let registry = MetricsRegistry()
        let visits = LoopVisits()
        let environment: VisitEnvironment
        /// Idle here: an embedded loop is nobody else's.
        private static let workers = VisitWorkers()
        private let metrics: SensorMetrics

        init(
            limits: VisitLimits = VisitLimits(), admission: AdmissionLimits = AdmissionLimits(),
            unrecorded: [IPPrefix] = []
        ) {
            metrics = SensorMetrics(registry)
            environment = VisitEnvironment(
                persona: Persona(seed: 1), honeypotLimits: HoneypotLimits(), limits: limits, admission: admission,
                unrecorded: unrecorded, sink: sink, clock: clock, metrics: metrics,
                workers: Self.workers, loops: [NIOLoopBound(visits, eventLoop: loop)])
            visits.start(on: loop, isCrowded: { [environment] in environment.isCrowded })
        }

        /// Somebody connects.
        func connection(from address: String = "198.51.100.9") throws -> EmbeddedChannel {
            let channel = EmbeddedChannel(loop: loop)
            channel.localAddress = try SocketAddress(ipAddress: "203.0.113.1", port: 2323)
            channel.remoteAddress = try SocketAddress(ipAddress: address, port: 40_000)
            try channel.setOption(.autoRead, value: false).wait()
            try channel.setOption(.allowRemoteHalfClosure, value: true).wait()
            try channel.pipeline.syncOperations.addHandler(
                VisitHandler(EchoHoneypot.self, environment: environment, metrics: metrics.visits(.telnet)))
            channel.connect(to: try SocketAddress(ipAddress: address, port: 40_000), promise: nil)
            return channel
        }

        func advance(by time: TimeAmount) {
            clock.advance(by: .nanoseconds(time.nanoseconds))
            loop.advanceTime(by: time)
        }

        var metricsText: String { registry.exposition() }
    }

    static func said(_ channel: EmbeddedChannel) throws -> String {
        var text = ""
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) { text += String(buffer: buffer) }
        return text
    }

    static func send(_ text: String, _ channel: EmbeddedChannel) throws {
        _ = try channel.writeInbound(ByteBuffer(string: text))
    }

    @Test func servesAndRecords() throws {
        let house = House()
        let channel = try house.connection()
        #expect(try Self.said(channel) == "hello\n")
        try Self.send("una", channel)
        try Self.send("me\nid\n", channel)
        #expect(try Self.said(channel) == "uname\nid\n")
        house.advance(by: .seconds(3))
        channel.pipeline.fireChannelInactive()
        #expect(house.sink.kinds == [.connect, .command, .command, .message, .close])
        #expect(house.sink.events.last?.fields["duration_ms"] == "3000")
        #expect(house.sink.events.last?.fields["bytes_in"] == "9")
        #expect(Set(house.sink.events.map(\.session)).count == 1)
        #expect(house.visits.count == 0)
        for line in [
            "sensor_sessions_total{protocol=\"telnet\"} 1", "sensor_sessions_open{protocol=\"telnet\"} 0",
            "sensor_events_total{protocol=\"telnet\",kind=\"command\"} 2",
            "sensor_received_bytes_total{protocol=\"telnet\"} 9", "sensor_sent_bytes_total{protocol=\"telnet\"} 15",
        ] { #expect(house.metricsText.contains(line + "\n"), "\(line)") }
    }

    @Test func aPauseHoldsBackWhatIsSaid() throws {
        let house = House()
        let channel = try house.connection()
        _ = try Self.said(channel)
        try Self.send("pause 2000 no\n", channel)
        #expect(house.sink.kinds == [.connect, .auth])
        #expect(try Self.said(channel) == "")
        house.advance(by: .milliseconds(1999))
        #expect(try Self.said(channel) == "")
        house.advance(by: .milliseconds(1))
        #expect(try Self.said(channel) == "no\n")
    }

    @Test func aPauseOutlivesItsVisitor() throws {
        let house = House()
        let channel = try house.connection()
        try Self.send("pause 2000 no\n", channel)
        channel.pipeline.fireChannelInactive()
        house.advance(by: .seconds(5))
        #expect(house.sink.kinds == [.connect, .auth, .message, .close])
    }

    @Test func serviceThatClosesSaysGoodbyeFirst() throws {
        let house = House()
        let channel = try house.connection()
        try Self.send("close\n", channel)
        #expect(try Self.said(channel) == "hello\nbye\n")
        #expect(house.sink.events.last?.fields["reason"] == "protocol")
        #expect(house.environment.admit(Samples.visitor, at: 0) == nil)
    }

    @Test func visitorWhoClosesOneSideGetsAnAnswer() throws {
        let house = House()
        let channel = try house.connection()
        try Self.send("pause 100 late\n", channel)
        channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        #expect(channel.isActive || house.sink.kinds.last != .close)
        house.advance(by: .milliseconds(100))
        #expect(try Self.said(channel) == "hello\nlate\n")
        #expect(house.sink.events.last?.fields["reason"] == "client")
        #expect(house.visits.count == 0)
    }

    @Test func silenceIsNotForever() throws {
        let house = House()
        _ = try house.connection()
        house.advance(by: .minutes(9))
        #expect(house.visits.count == 1)
        house.advance(by: .minutes(1) + .seconds(1))
        #expect(house.visits.count == 0)
        #expect(house.sink.events.last?.fields["reason"] == "idle")
    }

    @Test func theServiceItselfMayBeImpatient() throws {
        let house = House()
        let channel = try house.connection()
        try Self.send("grace 120\n", channel)
        for _ in 0..<11 {
            house.advance(by: .seconds(10))
            try Self.send("x", channel)
        }
        #expect(house.visits.count == 1)
        house.advance(by: .seconds(12))
        #expect(house.visits.count == 0)
        #expect(house.sink.events.last?.fields["reason"] == "protocol")
        #expect(try Self.said(channel) == "hello\n")
    }

    @Test func patienceThatWasTakenBackHurtsNobody() throws {
        let house = House()
        let channel = try house.connection()
        try Self.send("grace 120\n", channel)
        house.advance(by: .seconds(100))
        try Self.send("grace 0\n", channel)
        house.advance(by: .seconds(100))
        #expect(house.visits.count == 1)
    }

    @Test func aVisitorWhoKeepsTalkingIsShownOutToo() throws {
        let house = House()
        let channel = try house.connection()
        for _ in 0..<40 {
            try Self.send("x", channel)
            house.advance(by: .minutes(1))
        }
        #expect(house.sink.events.last?.fields["reason"] == "limit")
        #expect(house.visits.count == 0)
    }

    @Test func notReadingHoldsTheVisitUpAndThenEndsIt() throws {
        let house = House()
        let channel = try house.connection()
        _ = try Self.said(channel)
        channel.isWritable = false
        try Self.send("big 300000\n", channel)
        #expect(try Self.said(channel) == "")
        #expect(house.environment.budget.total == 300_000)
        channel.isWritable = true
        channel.pipeline.fireChannelWritabilityChanged()
        let first = try Self.said(channel).utf8.count
        #expect((1..<300_000).contains(first), "Others have their turn before all of it is written")
        channel.embeddedEventLoop.run()
        #expect(try first + Self.said(channel).utf8.count == 300_000)
        #expect(house.environment.budget.total == 0)

        channel.isWritable = false
        try Self.send("big 1000\n", channel)
        house.advance(by: .seconds(59))
        #expect(house.visits.count == 1)
        house.advance(by: .seconds(3))
        #expect(house.visits.count == 0)
        #expect(house.sink.events.last?.fields["reason"] == "idle")
        #expect(house.environment.budget.total == 0)
    }

    @Test func tooMuchUnreadEndsTheVisit() throws {
        var limits = VisitLimits()
        limits.unsentBytes = 10_000
        let house = House(limits: limits)
        let channel = try house.connection()
        channel.isWritable = false
        try Self.send("big 9000\n", channel)
        #expect(house.visits.count == 1)
        let other = try house.connection()
        other.isWritable = false
        try Self.send("big 11000\n", other)
        #expect(house.visits.count == 1)
        #expect(house.sink.events.last?.fields["reason"] == "limit")
        #expect(house.environment.budget.total == 9000)
    }

    @Test func unreadBytesOfAllVisitsAreBoundedTogether() throws {
        var limits = VisitLimits()
        limits.totalUnsentBytes = 25_000
        let house = House(limits: limits)
        for _ in 0..<10 {
            let channel = try house.connection()
            channel.isWritable = false
            try Self.send("big 10000\n", channel)
        }
        #expect(house.visits.count == 2)
        #expect(house.environment.budget.total == 20_000)
    }

    @Test func whatAServiceHoldsBackCountsToo() throws {
        var limits = VisitLimits()
        limits.totalUnsentBytes = 25_000
        let house = House(limits: limits)
        let channels = try (0..<10).map { _ in try house.connection() }
        for channel in channels { try Self.send("hold 10000\n", channel) }
        #expect(house.visits.count == 2)
        #expect(house.environment.budget.total == 20_000)
        try Self.send("hold 0\n", channels[0])
        #expect(house.environment.budget.total == 10_000)
    }

    @Test func muchIsSentAsFastAsASlowLineIs() throws {
        var limits = VisitLimits()
        limits.outputBurst = 100_000
        limits.outputRate = 1_000_000
        let house = House(limits: limits)
        let channel = try house.connection()
        try Self.send("big 1000000\n", channel)
        house.loop.run()
        var count = try Self.said(channel).utf8.count
        // What is over is known once it is written: a turn more, at most.
        #expect((100_000..<200_000).contains(count))
        for tenth in 1...10 {
            house.advance(by: .milliseconds(100))
            count += try Self.said(channel).utf8.count
            #expect((100_000 * tenth..<200_000 + 100_000 * tenth).contains(count) || count == 1_000_006)
        }
        #expect(count == 1_000_006)
        // Others are served meanwhile, and nobody waits for little.
        let other = try house.connection()
        try Self.send("id\n", other)
        #expect(try Self.said(other) == "hello\nid\n")
        house.advance(by: .seconds(1))
        try Self.send("id\n", channel)
        #expect(try Self.said(channel) == "id\n")
    }

    @Test func whoLeavesWhileMuchIsHeldBackIsForgotten() throws {
        let house = House()
        let channel = try house.connection()
        try Self.send("big 2000000\n", channel)
        channel.pipeline.fireChannelInactive()
        house.advance(by: .seconds(5))
        #expect(house.visits.count == 0)
        #expect(house.environment.budget.total == 0)
        #expect(house.sink.kinds == [.connect, .message, .close])
    }

    @Test func tooManyFromOneSourceAreTurnedAway() throws {
        var admission = AdmissionLimits()
        admission.connectionsPerSource = 2
        let house = House(admission: admission)
        let first = try house.connection()
        _ = try house.connection()
        let third = try house.connection()
        #expect(try Self.said(third) == "")
        #expect(house.visits.count == 2)
        // Not at once, or it would be back at once.
        #expect(third.isActive)
        house.advance(by: .seconds(2))
        #expect(!third.isActive)
        #expect(house.metricsText.contains("sensor_connections_refused_total{reason=\"source_connections\"} 1\n"))
        first.pipeline.fireChannelInactive()
        #expect(try Self.said(try house.connection()) == "hello\n")
        // Who was turned away leaves no trace in the books.
        third.pipeline.fireChannelInactive()
        #expect(house.visits.count == 2)
    }

    @Test func whoIsTurnedAwayTakesUpLittle() throws {
        var admission = AdmissionLimits()
        admission.connectionsPerSource = 1
        let house = House(admission: admission)
        _ = try house.connection()
        let refused = try (0..<200).map { _ in try house.connection() }
        #expect(refused.count { $0.isActive } == LoopVisits.mostTurnedAway)
        // Whoever goes by himself meanwhile is not closed a second time.
        refused[0].close(promise: nil)
        house.advance(by: .seconds(1))
        let later = try house.connection()
        #expect(!later.isActive)
        house.advance(by: .seconds(1))
        #expect(refused.allSatisfy { !$0.isActive })
        let last = try house.connection()
        #expect(last.isActive)
        house.visits.stop()
        #expect(!last.isActive)
    }

    @Test func theOperatorsVisitsAreServedAndNotRecorded() throws {
        let own = try #require(IPPrefix(IPAddress(v4: 0xc633_6400), length: 24))
        let house = House(unrecorded: [own])
        let channel = try house.connection()
        try Self.send("id\nfile abc\n", channel)
        #expect(try Self.said(channel) == "hello\nid\n")
        channel.pipeline.fireChannelInactive()
        #expect(house.sink.events.isEmpty)
        #expect(house.sink.files.isEmpty)
        _ = try house.connection(from: "198.51.101.1")
        #expect(house.sink.kinds == [.connect])
    }

    @Test func stoppingEndsEveryVisit() throws {
        let house = House()
        for number in 1...20 { _ = try house.connection(from: "198.51.100.\(number)") }
        house.visits.stop()
        #expect(house.visits.count == 0)
        let closes = house.sink.events.filter { $0.kind == .close }
        #expect(closes.count == 20)
        #expect(closes.allSatisfy { $0.fields["reason"] == "shutdown" })
        house.advance(by: .minutes(60))
    }

    @Test func anErrorOfTheConnectionEndsItQuietly() throws {
        let house = House()
        let channel = try house.connection()
        channel.pipeline.fireErrorCaught(IOError(errnoCode: 104, reason: "reset"))
        channel.pipeline.fireChannelInactive()
        #expect(house.sink.kinds == [.connect, .message, .close])
    }

    @Test func crowdedHousesGetRidOfSilentVisitors() throws {
        var admission = AdmissionLimits()
        admission.connections = 10
        let house = House(admission: admission)
        for number in 1...9 { _ = try house.connection(from: "198.51.100.\(number)") }
        house.advance(by: .seconds(20))
        let talking = try house.connection(from: "198.51.100.200")
        house.advance(by: .seconds(12))
        #expect(house.visits.count == 1)
        try Self.send("still here\n", talking)
        #expect(try Self.said(talking) == "hello\nstill here\n")
    }
}
