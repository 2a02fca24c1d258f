import IPNetworks

/// Transfers that only seem to happen.
extension Shell {
    /// The address a name has: its own when it is one, else one that follows from the name.
    func resolve(_ host: ByteString) -> ByteString? {
        if host == "localhost" { return "127.0.0.1" }
        if IPAddress(utf8: host.bytes) != nil { return host }
        // A name needs a dot and a last part that is no number.
        let labels = host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count > 1, labels.allSatisfy({ !$0.isEmpty && $0.count <= 63 }),
            labels.last?.contains(where: { $0.isLetter }) == true,
            !["invalid", "local", "localhost", "test", "example"].contains(ByteString(labels.last ?? []))
        else { return nil }
        var generator = SeededGenerator(
            seed: host.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 })
        // Anywhere in the unicast space that is not set aside for something else.
        let first = generator.pick(23, 45, 52, 77, 82, 91, 104, 138, 146, 159, 178, 185, 193, 199, 203)
        return "\(first).\(generator.number(in: 2...250)).\(generator.below(256)).\(generator.number(in: 1...254))"
    }

    /// What seems to lie at an address: enough to be written, run and forgotten. The same for the same address.
    func madeUpContent(of url: RemoteURL) -> [UInt8] {
        var generator = SeededGenerator(
            seed: url.text.reduce(visit.persona.seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 })
        let name = url.fileName.lowercased
        let isText =
            name.hasSuffix(".sh") || name.hasSuffix(".txt") || name.hasSuffix(".html") || name.hasSuffix(".php")
            || name.hasSuffix(".py")
        if isText {
            return Array("#!/bin/sh\n".utf8) + [UInt8](repeating: 0x0a, count: generator.number(in: 700...2600))
        }
        let image = ProgramImage(
            architecture: device.architecture, size: generator.number(in: 38_000...120_000), seed: generator.next())
        return image.bytes(in: 0..<image.size)
    }

    /// Keeps a "downloaded" file.
    mutating func storeDownload(_ url: RemoteURL, at path: ByteString) throws(FileError) -> Int {
        let content = madeUpContent(of: url)
        try store(content, at: path, origin: .download)
        recordDownload(url.text, to: path)
        return content.count
    }

    /// Whether someone seems to listen there.
    func answers(_ address: ByteString) -> Bool {
        guard visit.fetches == .succeed else { return false }
        // Nothing but the services of its own answers on the device itself.
        return !address.hasPrefix("127.") && address != "0.0.0.0"
    }
}
