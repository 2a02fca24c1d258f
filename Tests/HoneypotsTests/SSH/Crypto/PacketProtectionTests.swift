import Testing

@testable import Honeypots

@Suite("Packets of SSH")
struct PacketProtectionTests {
    private static let sizes = Array(0...34) + [255, 1000, 5000]

    private func ends(
        _ pair: (PacketCipher, PacketMAC)
    ) throws -> (sender: PacketProtection, receiver: PacketProtection) {
        let protection = try PacketProtection(
            cipher: pair.0, mac: pair.1, keys: CryptoSamples.keys(pair.0, pair.1), sequence: .max - 3)
        return (protection, protection)
    }

    @Test("What is sealed can be opened, however it is cut", arguments: CryptoSamples.pairs.indices)
    func roundTrip(_ index: Int) throws {
        let pair = CryptoSamples.pairs[index]
        var (sender, receiver) = try ends(pair)
        var random = SSHRandom(seed: 5)
        for size in Self.sizes {
            let payload = random.octets(size)
            let packet = try sender.seal(payload, using: &random)
            #expect(packet.count == sender.wireBytes(payload: size))
            var opened: (payload: [UInt8], consumed: Int)?
            var arrived = 0
            while arrived < packet.count {
                #expect(opened == nil)
                arrived += size < 100 ? 1 : min(4096, packet.count - arrived)
                opened = try receiver.open(packet[..<arrived])
            }
            #expect(opened?.payload == payload, "\(pair) \(size)")
            #expect(opened?.consumed == packet.count)
        }
        #expect(sender.sequence == receiver.sequence)
        #expect(sender.sequence == UInt32(Self.sizes.count - 4))
    }

    @Test("Packets fill the blocks, with four bytes of padding at least", arguments: CryptoSamples.pairs.indices)
    func padding(_ index: Int) throws {
        let pair = CryptoSamples.pairs[index]
        let protection = try ends(pair).sender
        for size in 0..<64 {
            let padding = protection.padding(payload: size)
            #expect(4..<(4 + max(8, pair.0.blockBytes)) ~= padding)
            let apart = pair.0.isAuthenticating || pair.1.isEncryptThenMAC
            #expect((size + padding + (apart ? 1 : 5)) % pair.0.blockBytes == 0)
        }
    }

    @Test("A changed bit is noticed wherever it is", arguments: CryptoSamples.pairs.indices)
    func tampering(_ index: Int) throws {
        let pair = CryptoSamples.pairs[index]
        guard pair.1 != .none || pair.0.isAuthenticating else { return }
        var random = SSHRandom(seed: 6)
        for _ in 0..<12 {
            var (sender, receiver) = try ends(pair)
            var packet = try sender.seal(random.octets(20), using: &random)
            packet[Int.random(in: packet.indices, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            // A changed length may ask for more than there is.
            packet += [UInt8](repeating: 0, count: 270_000)
            #expect(throws: SSHCryptoError.self) { try receiver.open(packet[...]) }
        }
    }

    @Test("A repeated packet is refused", arguments: CryptoSamples.pairs.indices)
    func replay(_ index: Int) throws {
        let pair = CryptoSamples.pairs[index]
        guard pair.1 != .none || pair.0.isAuthenticating else { return }
        var (sender, receiver) = try ends(pair)
        var random = SSHRandom(seed: 7)
        let packet = try sender.seal([1, 2, 3], using: &random)
        #expect(try receiver.open(packet[...])?.payload == [1, 2, 3])
        #expect(throws: SSHCryptoError.self) { try receiver.open((packet + packet)[...]) }
    }

    @Test("Random bytes never trap", arguments: CryptoSamples.pairs.indices)
    func noise(_ index: Int) throws {
        let pair = CryptoSamples.pairs[index]
        var random = SSHRandom(seed: UInt64(index))
        for round in 0..<30 {
            var receiver = try ends(pair).receiver
            var bytes = random.octets(round * 7)
            // Where the length stands in the clear, half of the noise has a good one.
            if round % 2 == 0, bytes.count > 4 {
                bytes.replaceSubrange(0..<4, with: [0, 0, 0, UInt8(round)])
            }
            var rest = bytes[...]
            while let opened = try? receiver.open(rest) { rest = rest.dropFirst(opened.consumed) }
        }
    }

    @Test("Before there are keys lengths and padding are checked, and padding is zeros")
    func plaintext() throws {
        var protection = PacketProtection()
        var random = SSHRandom(seed: 8)
        #expect(try protection.seal([21], using: &random) == [0, 0, 0, 12, 10, 21] + [UInt8](repeating: 0, count: 10))
        func refusal(_ bytes: [UInt8]) -> SSHCryptoError? {
            var protection = PacketProtection()
            do {
                _ = try protection.open(bytes[...])
                return nil
            } catch { return error }
        }
        #expect(refusal([0, 0, 0, 4, 3, 0, 0, 0]) == .packetLength(4))
        #expect(refusal([0, 4, 0, 1, 3, 0, 0, 0]) == .packetLength(0x40001))
        #expect(refusal(Array("GET / HT".utf8)) == .packetLength(0x4745_5420))
        #expect(refusal([0, 0, 0, 13, 4, 0, 0, 0]) == .alignment(17))
        #expect(refusal([0, 0, 0, 12, 3] + [UInt8](repeating: 0, count: 11)) == .padding(3))
        #expect(refusal([0, 0, 0, 12, 12] + [UInt8](repeating: 0, count: 11)) == .padding(12))
        #expect(refusal([0, 0, 0, 12, 11] + [UInt8](repeating: 0, count: 11)) == nil)
        #expect(refusal([0, 0, 0]) == nil)
    }

    @Test("An idle direction costs little")
    func size() {
        #expect(MemoryLayout<PacketProtection>.size <= 160)
    }
}
