import NIOCore
import NIOEmbedded
import Testing

@testable import ThreatAPI

@Suite("Connections of no use")
struct ConnectionGuardTests {
    static func channel() throws -> EmbeddedChannel {
        let channel = EmbeddedChannel(handler: ConnectionGuard())
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        return channel
    }

    static func advance(_ channel: EmbeddedChannel, by seconds: Int64) {
        channel.embeddedEventLoop.advanceTime(by: .seconds(seconds))
    }

    @Test("A connection without a byte in either direction is closed")
    func idle() throws {
        let channel = try Self.channel()
        Self.advance(channel, by: 74)
        #expect(channel.isActive)
        Self.advance(channel, by: 20)
        #expect(!channel.isActive)
    }

    @Test("A request that takes for ever to arrive is given up, however busily it does")
    func slowRequest() throws {
        let channel = try Self.channel()
        for second in stride(from: Int64(0), to: 240, by: 10) {
            guard channel.isActive else {
                #expect(second > 120)
                return
            }
            try channel.writeInbound(ByteBuffer(string: "x"))
            Self.advance(channel, by: 10)
        }
        Issue.record("the connection was never closed")
    }

    @Test("A stream lives by its heartbeats")
    func stream() throws {
        let channel = try Self.channel()
        try channel.writeInbound(ByteBuffer(string: "GET"))
        for _ in 0..<100 {
            try channel.writeOutbound(ByteBuffer(string: ": heartbeat"))
            Self.advance(channel, by: 15)
        }
        #expect(channel.isActive)
    }

    @Test("A long answer may be read slowly")
    func slowReader() throws {
        let channel = try Self.channel()
        try channel.writeInbound(ByteBuffer(string: "GET"))
        try channel.writeOutbound(ByteBuffer(string: "a long answer"))
        channel.isWritable = false
        channel.pipeline.fireChannelWritabilityChanged()
        Self.advance(channel, by: 1000)
        #expect(channel.isActive)
        channel.isWritable = true
        channel.pipeline.fireChannelWritabilityChanged()
        Self.advance(channel, by: 60)
        #expect(channel.isActive)
        Self.advance(channel, by: 60)
        #expect(!channel.isActive)
    }
}
