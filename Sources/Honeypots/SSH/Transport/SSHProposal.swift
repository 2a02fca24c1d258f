/// The algorithms one side is willing to use: the lists of SSH_MSG_KEXINIT (RFC 4253 §7.1), most wanted first.
struct SSHProposal: Hashable, Sendable {
    var keyExchanges: [String]
    var hostKeys: [String]
    var ciphersIn: [String]
    var ciphersOut: [String]
    var macsIn: [String]
    var macsOut: [String]
    var compressionsIn: [String]
    var compressionsOut: [String]
    var languagesIn: [String] = []
    var languagesOut: [String] = []
    /// The sender has guessed the method, and its first packet is under way already.
    var firstPacketFollows = false

    /// Equal lists for both directions; "in" is from client to server.
    init(keyExchanges: [String], hostKeys: [String], ciphers: [String], macs: [String], compressions: [String]) {
        self.keyExchanges = keyExchanges
        self.hostKeys = hostKeys
        ciphersIn = ciphers
        ciphersOut = ciphers
        macsIn = macs
        macsOut = macs
        compressionsIn = compressions
        compressionsOut = compressions
    }

    /// From a client's message; nil where it is malformed.
    init?(_ message: [UInt8]) {
        var reader = SSHReader(message.dropFirst())
        guard reader.bytes(16) != nil else { return nil }
        var lists: [[String]] = []
        for _ in 0..<10 {
            guard let text = reader.text() else { return nil }
            lists.append(
                text.isEmpty ? [] : text.split(separator: ",", omittingEmptySubsequences: false).map { String($0) })
        }
        guard let follows = reader.boolean(), reader.uint32() != nil else { return nil }
        keyExchanges = lists[0]
        hostKeys = lists[1]
        ciphersIn = lists[2]
        ciphersOut = lists[3]
        macsIn = lists[4]
        macsOut = lists[5]
        compressionsIn = lists[6]
        compressionsOut = lists[7]
        languagesIn = lists[8]
        languagesOut = lists[9]
        firstPacketFollows = follows
    }

    /// The message with this cookie of 16 bytes.
    func message(cookie: [UInt8]) -> [UInt8] {
        var writer = SSHWriter(.keyExchangeInit)
        writer.append(raw: cookie)
        for list in [
            keyExchanges, hostKeys, ciphersIn, ciphersOut, macsIn, macsOut, compressionsIn, compressionsOut,
            languagesIn, languagesOut,
        ] {
            writer.append(list.joined(separator: ","))
        }
        writer.append(firstPacketFollows)
        writer.append(UInt32(0))
        return writer.bytes
    }

    /// What HASSH is the MD5 of (Salesforce, "HASSH", 2018): a client's lists for what it sends.
    var hassh: String {
        let text = [keyExchanges, ciphersIn, macsIn, compressionsIn].map { $0.joined(separator: ",") }
            .joined(separator: ";")
        return Digest.hexadecimal(Digest.md5(Array(text.utf8)))
    }
}
