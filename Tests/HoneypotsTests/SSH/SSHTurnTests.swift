import Testing
import ThreatModel

@testable import Honeypots

/// Whoever has much to be sent gets it in turns that others are not kept waiting by.
@Suite("SSH turns")
struct SSHTurnTests {
    /// A packet is sent whole, with its head, its padding and its code.
    private static let most = 2 * SSHTurn.usualBytes + 1024

    @Test("Much output is sent in parts, and nothing of it is lost")
    func output() throws {
        var client = SSHTestClient()
        try client.logIn()
        let result = try client.run("head -c 1000000 /dev/zero | tr '\\0' x; echo end")
        #expect(result.output.count == 1_000_004)
        #expect(result.output.hasSuffix("xend\n"))
        #expect(result.status == 0)
        #expect(client.resumed >= 1_000_000 / Self.most)
        #expect(client.mostAtOnce <= Self.most)
    }

    @Test("Windows that open all at once let no more through at once")
    func windows() throws {
        var client = SSHTestClient()
        try client.logIn()
        let channel = try client.openSession(window: 0)
        try client.request(channel, "exec", "head -c 1000000 /dev/zero")
        client.forgetMessages()
        // Many small steps in one portion: each opens the window for a packet.
        try client.send(
            together: (0..<100).map { _ in
                var writer = SSHWriter(.channelWindowAdjust)
                writer.append(channel)
                writer.append(UInt32(10_000))
                return writer.bytes
            })
        let bytes = client.messages.filter { $0.first == SSHMessage.channelData.rawValue }.map { $0.count - 9 }
        #expect(bytes.reduce(0, +) == 1_000_000)
        #expect(client.mostAtOnce <= Self.most)
    }

    @Test("What no window lets through is known to wait")
    func unsent() throws {
        var client = SSHTestClient()
        try client.logIn()
        #expect(client.unsentBytes == 0)
        let channel = try client.openSession(window: 0)
        try client.request(channel, "exec", "head -c 100000 /dev/zero")
        #expect(client.unsentBytes == 100_000)
        var writer = SSHWriter(.channelWindowAdjust)
        writer.append(channel)
        writer.append(UInt32(30_000))
        try client.send(writer.bytes)
        #expect(client.unsentBytes == 70_000)
        writer = SSHWriter(.channelClose)
        writer.append(channel)
        try client.send(writer.bytes)
        #expect(client.unsentBytes == 0)
    }

    @Test("Packets of one byte count for more than their byte")
    func smallPackets() throws {
        var client = SSHTestClient()
        try client.logIn()
        let channel = try client.openSession(packet: 1)
        try client.request(channel, "exec", "head -c 2000 /dev/zero")
        let bytes = client.messages.filter { $0.first == SSHMessage.channelData.rawValue }.map { $0.count - 9 }
        #expect(bytes == [Int](repeating: 1, count: 2000))
        #expect(client.resumed > 10)
    }

    @Test("What came before the visitor left is recorded, though nobody reads the answers")
    func leaving() throws {
        var client = SSHTestClient()
        try client.logIn()
        let channels = [try client.openSession(), try client.openSession()]
        client.isDeaf = true
        try client.send(
            together: zip(channels, ["head -c 200000 /dev/zero", "echo behind"]).map { channel, command in
                var writer = SSHWriter(.channelRequest)
                writer.append(channel)
                writer.append("exec")
                writer.append(true)
                writer.append(command)
                return writer.bytes
            })
        #expect(client.events.count { $0.kind == .command } == 1)
        client.disconnect()
        let commands = client.events.compactMap { $0.kind == .command ? $0.fields["command"] : nil }
        #expect(commands == ["head -c 200000 /dev/zero", "echo behind"])
    }
}
