import Glibc
import NIOCore
import NIOEmbedded
import Testing

@testable import Sensor

@Suite struct AcceptBackoffTests {
    static func channel() throws -> (EmbeddedChannel, EmbeddedEventLoop) {
        let loop = EmbeddedEventLoop()
        let channel = EmbeddedChannel(handler: AcceptBackoff(), loop: loop)
        try channel.setOption(.autoRead, value: true).wait()
        return (channel, loop)
    }

    static func accepts(_ channel: EmbeddedChannel) throws -> Bool {
        channel.options.last { $0.0 is ChannelOptions.Types.AutoReadOption }?.1 as? Bool ?? true
    }

    @Test(arguments: [EMFILE, ENFILE, ENOBUFS, ENOMEM]) func pausesWhenThereIsNoDescriptorLeft(code: CInt) throws {
        let (channel, loop) = try Self.channel()
        for _ in 0..<3 { channel.pipeline.fireErrorCaught(IOError(errnoCode: code, reason: "accept")) }
        #expect(try !Self.accepts(channel))
        loop.advanceTime(by: .milliseconds(99))
        #expect(try !Self.accepts(channel))
        loop.advanceTime(by: .milliseconds(1))
        #expect(try Self.accepts(channel))
        channel.pipeline.fireErrorCaught(IOError(errnoCode: code, reason: "accept"))
        #expect(try !Self.accepts(channel))
    }

    @Test func otherErrorsChangeNothing() throws {
        let (channel, _) = try Self.channel()
        channel.pipeline.fireErrorCaught(IOError(errnoCode: ECONNABORTED, reason: "accept"))
        channel.pipeline.fireErrorCaught(ChannelError.inputClosed)
        #expect(try Self.accepts(channel))
    }
}
