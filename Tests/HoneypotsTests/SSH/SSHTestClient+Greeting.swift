import Testing

@testable import Honeypots

/// The first packets, which are in the clear, and what a terminal shows.
extension SSHTestClient {
    /// The server's version line without its end.
    var version: String { String(decoding: serverVersion, as: UTF8.self) }

    /// Says its own version; the server's proposal is among the messages then.
    mutating func greetBack() throws {
        sendRaw(Self.ownVersion + [0x0d, 0x0a])
        try read()
    }

    /// The server's proposal as it was sent.
    func greetingPacket() throws -> [UInt8] {
        var client = self
        try client.greetBack()
        return try #require(client.messages.first)
    }

    /// What a scanner sees of a server.
    func greet() throws -> (version: String, proposal: SSHProposal) {
        (version, try #require(SSHProposal(try greetingPacket())))
    }

    /// Everything on standard output that has arrived, whatever the channel.
    mutating func takeData() -> String {
        let pieces = messages.filter { $0.first == SSHMessage.channelData.rawValue }.map { message -> [UInt8] in
            var reader = SSHReader(message.dropFirst())
            _ = reader.uint32()
            return reader.string() ?? []
        }
        forgetMessages()
        return String(decoding: pieces.flatMap { $0 }, as: UTF8.self)
    }
}
