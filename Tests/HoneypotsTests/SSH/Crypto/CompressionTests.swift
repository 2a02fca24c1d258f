import Testing

@testable import Honeypots

@Suite("Compression of SSH")
struct CompressionTests {
    @Test("Payloads come out as they went in, one stream over all packets")
    func roundTrip() throws {
        let (deflater, inflater) = try (ZlibDeflater(), ZlibInflater())
        var random = SSHRandom(seed: 1)
        for size in [0, 1, 5, 100, 5000, 100, 32768, 60000, 3] {
            let payload = size % 2 == 0 ? [UInt8](repeating: UInt8(size & 0xff), count: size) : random.octets(size)
            #expect(try inflater.unpack(try deflater.pack(payload), limit: 1 << 18) == payload)
        }
    }

    @Test("What was sent before helps to say it again, and the header is that of OpenSSH")
    func stream() throws {
        let deflater = try ZlibDeflater()
        var random = SSHRandom(seed: 2)
        let payload = random.octets(600)
        let first = try deflater.pack(payload)
        #expect(first.starts(with: [0x78, 0x9c]))
        #expect(first.count > 600)
        #expect(try deflater.pack(payload).count < 60)
    }

    @Test("A small packet that unfolds into a great deal is refused")
    func bomb() throws {
        let (deflater, inflater) = try (ZlibDeflater(), ZlibInflater())
        let packed = try deflater.pack([UInt8](repeating: 0, count: 4 << 20))
        #expect(packed.count < 32768)
        #expect(throws: SSHCryptoError.compression) { try inflater.unpack(packed, limit: 1 << 18) }
    }

    @Test("Noise is refused and never traps")
    func noise() throws {
        var random = SSHRandom(seed: 3)
        for count in 2..<200 {
            let inflater = try ZlibInflater()
            #expect(throws: SSHCryptoError.compression) {
                try inflater.unpack([0x78, 0x9c, 0xff] + random.octets(count), limit: 1 << 18)
            }
            _ = try? ZlibInflater().unpack(random.octets(count), limit: 1 << 18)
        }
        #expect(try ZlibInflater().unpack([], limit: 0) == [])
    }

    @Test("Damage in the middle is noticed by what follows or told by the packet's code; it never traps")
    func damage() throws {
        let (deflater, inflater) = try (ZlibDeflater(), ZlibInflater())
        var random = SSHRandom(seed: 4)
        var packed = try deflater.pack(random.octets(300))
        packed[150] ^= 0xff
        _ = try? inflater.unpack(packed, limit: 1000)
        _ = try? inflater.unpack(try deflater.pack([1, 2, 3]), limit: 1000)
    }
}
