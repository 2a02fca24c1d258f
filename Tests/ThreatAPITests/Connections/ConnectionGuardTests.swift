import IPNetworks
import NIOCore
import NIOEmbedded
import Observability
import Testing

@testable import ThreatAPI

@Suite("Connections of no use")
struct ConnectionGuardTests {
    struct World {
        let channel: EmbeddedChannel
        let watch: ConnectionWatch

        init(awaitsHandshake: Bool = false, _ change: (inout ThreatAPIConfiguration) -> Void = { _ in }) throws {
            var configuration = ThreatAPIConfiguration(dataFolder: "/")
            change(&configuration)
            let registry = MetricsRegistry()
            let keeper = Doorkeeper(
                configuration, metrics: ConnectionMetrics(registry: registry),
                requests: RequestMetrics(registry: registry))
            channel = EmbeddedChannel()
            watch = ConnectionWatch(
                connection: Connection(peer: IPAddress("192.0.2.1"), origin: keeper.origin), keeper: keeper,
                awaitsHeader: false, awaitsHandshake: awaitsHandshake, at: channel.eventLoop.now)
            try channel.pipeline.syncOperations.addHandler(ConnectionGuard(watch: watch))
            try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        }

        var now: NIODeadline { channel.eventLoop.now }

        func advance(_ seconds: Int64) { channel.embeddedEventLoop.advanceTime(by: .seconds(seconds)) }
    }

    @Test("A connection without a byte in either direction is closed, sooner when places are few")
    func idle() throws {
        let world = try World()
        world.advance(74)
        #expect(world.channel.isActive)
        world.advance(10)
        #expect(!world.channel.isActive)

        let crowded = try World { $0.maximumConnections = 4 }
        for _ in 0..<4 { crowded.watch.keeper.counts.opened() }
        crowded.advance(15)
        #expect(!crowded.channel.isActive)
    }

    @Test("Who does not shake hands is not waited for")
    func opening() throws {
        let world = try World(awaitsHandshake: true)
        world.advance(20)
        #expect(!world.channel.isActive)
        let other = try World(awaitsHandshake: true)
        other.watch.handshakeEnded(at: other.now)
        other.advance(20)
        #expect(other.channel.isActive)
    }

    @Test("A head that takes for ever to arrive is refused, however busily it does")
    func slowHead() throws {
        let world = try World()
        var refusals: [Int] = []
        world.watch.refuse = { refusals.append($0.status) }
        for _ in 0..<20 where refusals.isEmpty {
            world.watch.progress.bytesCame(1, at: world.now)
            world.advance(1)
        }
        #expect(refusals == [408])
    }

    @Test("A stream lives by its heartbeats")
    func stream() throws {
        let world = try World()
        world.watch.progress.headCame(at: world.now)
        world.watch.progress.bodyEnded(at: world.now)
        world.watch.progress.answerBegan()
        for _ in 0..<100 {
            try world.channel.writeOutbound(ByteBuffer(string: ": heartbeat"))
            world.advance(15)
        }
        #expect(world.channel.isActive)
        world.advance(100)
        #expect(!world.channel.isActive)
    }

    @Test("A stopping server waits for what is half received, and for what may be under way")
    func ending() throws {
        let idle = try World()
        idle.channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        #expect(idle.channel.isActive)
        idle.advance(1)
        #expect(!idle.channel.isActive)

        let busy = try World()
        busy.watch.progress.bytesCame(1, at: busy.now)
        busy.channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        busy.advance(5)
        #expect(busy.channel.isActive && busy.watch.isEnding)
        busy.watch.progress.headCame(at: busy.now)
        busy.watch.progress.bodyEnded(at: busy.now)
        busy.advance(5)
        #expect(busy.channel.isActive)
        busy.watch.progress.answered(at: busy.now)
        busy.advance(1)
        #expect(!busy.channel.isActive)
    }
}
