import NIOCore
import NIOEmbedded
import Testing

@testable import ThreatAPI

@Suite("How long a stream waits for its client")
struct PatientWriterTests {
    /// A client that takes what it is sent, or takes nothing until its connection is closed.
    private final class Client: AnswerWriter {
        struct Gone: Error {}

        private let channel: NIOAsyncTestingChannel
        private let takes: Bool
        private let onWait: () async -> Void
        private(set) var received: [UInt8] = []

        init(_ channel: NIOAsyncTestingChannel, takes: Bool, onWait: @escaping () async -> Void = {}) {
            self.channel = channel
            self.takes = takes
            self.onWait = onWait
        }

        @concurrent
        func write(_ bytes: [UInt8]) async throws {
            if takes { return received += bytes }
            await onWait()
            try await channel.closeFuture.get()
            throw Gone()
        }

        @concurrent
        func finish() async throws {}
    }

    private static func connected() async throws -> NIOAsyncTestingChannel {
        let channel = NIOAsyncTestingChannel()
        try await channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).get()
        return channel
    }

    @Test("A client that takes nothing is cut off after a while, not before")
    func stalled() async throws {
        let channel = try await Self.connected()
        let client = Client(channel, takes: false) {
            await channel.testingEventLoop.advanceTime(by: .seconds(59))
            #expect(channel.isActive)
            Task { await channel.testingEventLoop.advanceTime(by: .seconds(1)) }
        }
        let writer = PatientWriter(client, on: channel, patience: .seconds(60))
        await #expect(throws: Client.Gone.self) { try await writer.write([1]) }
        #expect(!channel.isActive)
    }

    @Test("One that takes what it is sent is never cut off, however long it is silent")
    func alive() async throws {
        let channel = try await Self.connected()
        let client = Client(channel, takes: true)
        let writer = PatientWriter(client, on: channel, patience: .seconds(60))
        for number in 0..<10 as Range<UInt8> {
            try await writer.write([number])
            await channel.testingEventLoop.advanceTime(by: .seconds(100))
        }
        try await writer.finish()
        #expect(channel.isActive && client.received == Array(0..<10))
        _ = try await channel.finish()
    }
}
