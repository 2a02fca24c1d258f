import Testing

@testable import Honeypots

@Suite("Host keys of SSH")
struct HostKeyTests {
    private static let keys = CryptoSamples.hostKeys

    @Test("Every algorithm signs so that its key verifies it", arguments: SSHHostKeyAlgorithm.allCases)
    func signatures(_ algorithm: SSHHostKeyAlgorithm) throws {
        let hash = [UInt8](0..<32)
        let signature = try Self.keys.sign(hash, algorithm)
        let key = try SSHPublicKey(blob: Self.keys.publicKeyBlob(algorithm))
        #expect(key.type == algorithm.keyType)
        #expect(key.verifies(signature, over: hash, algorithm: algorithm.rawValue))
        #expect(!key.verifies(signature, over: hash + [0], algorithm: algorithm.rawValue))
        #expect(!key.verifies(signature, over: hash, algorithm: "rsa-sha2-384"))
        for other in SSHHostKeyAlgorithm.allCases where other != algorithm {
            #expect(!key.verifies(signature, over: hash, algorithm: other.rawValue))
        }
        for index in stride(from: 0, to: signature.count, by: 7) {
            var damaged = signature
            damaged[index] ^= 0x40
            #expect(!key.verifies(damaged, over: hash, algorithm: algorithm.rawValue))
            #expect(!key.verifies(signature.prefix(index), over: hash, algorithm: algorithm.rawValue))
        }
    }

    @Test("Keys follow from the seed alone")
    func seeds() throws {
        for algorithm in [SSHHostKeyAlgorithm.ed25519, .ecdsa] {
            let again = SSHHostKeys(seed: 1).publicKeyBlob(algorithm)
            #expect(again == Self.keys.publicKeyBlob(algorithm))
            #expect(SSHHostKeys(seed: 2).publicKeyBlob(algorithm) != again)
        }
        #expect(
            SSHHostKeys(persona: Persona(seed: 1)).publicKeyBlob(.ed25519) == Self.keys.publicKeyBlob(.ed25519))
    }

    /// Visitors would notice if an update changed the keys: what a seed gives now it has to give for ever.
    @Test("An RSA key follows from the seed alone, and is as long as asked for")
    func rsa() throws {
        let blob = Self.keys.publicKeyBlob(.rsaSHA256)
        let key = try SSHPublicKey(blob: blob)
        #expect(key.fingerprint == "SHA256:YfC93tzj/o9FZtlg9LRXhipgnbiJ0n2mR/MIq51TeSQ")
        #expect(key.bits == 2048)
        #expect(Self.keys.publicKeyBlob(.rsaSHA1) == blob)
        let others = try [SSHHostKeyAlgorithm.ed25519, .ecdsa].map {
            try SSHPublicKey(blob: Self.keys.publicKeyBlob($0)).fingerprint
        }
        #expect(
            others == [
                "SHA256:zwpv9SnnJ7t86SUSs1elRrSrtw3T6gsFkqiR2A8ZHP0",
                "SHA256:fUicryE2Xnamnho0xI32Q4NCoazF6C7QqizMQZy29fY",
            ])
        var reader = BlobReader(blob)
        #expect(try reader.name() == "ssh-rsa")
        #expect(try reader.number() == [1, 0, 1])
        #expect(try reader.number().count == 256)
        #expect(reader.isAtEnd)
    }

    @Test("Blobs cut off or made of noise are refused and never trap")
    func noise() throws {
        var random = SSHRandom(seed: 4)
        for algorithm in SSHHostKeyAlgorithm.allCases {
            let blob = Self.keys.publicKeyBlob(algorithm)
            for count in 0..<blob.count {
                #expect(throws: SSHCryptoError.malformedBlob) { try SSHPublicKey(blob: blob.prefix(count)) }
            }
            #expect(throws: SSHCryptoError.malformedBlob) { try SSHPublicKey(blob: blob + [0]) }
            for _ in 0..<200 {
                var damaged = blob
                for _ in 0..<3 { damaged[Int.random(in: blob.indices, using: &random)] = UInt8(random.octets(1)[0]) }
                let key = try? SSHPublicKey(blob: damaged)
                _ = key?.verifies(random.octets(40), over: [1], algorithm: algorithm.rawValue)
            }
        }
        for count in 0..<200 { _ = try? SSHPublicKey(blob: random.octets(count)) }
    }

    @Test("Keys of types that are known by name alone have a fingerprint and verify nothing")
    func unknownTypes() throws {
        var writer = BlobWriter()
        writer.append(name: "sk-ssh-ed25519@openssh.com")
        writer.append(string: [1, 2, 3])
        let key = try SSHPublicKey(blob: writer.bytes)
        #expect(key.type == "sk-ssh-ed25519@openssh.com")
        #expect(key.bits == nil)
        #expect(key.fingerprint.hasPrefix("SHA256:") && key.fingerprint.count == 50)
        #expect(!key.verifies([], over: [], algorithm: key.type))
        #expect(throws: SSHCryptoError.malformedBlob) { try SSHPublicKey(blob: [0, 0, 0, 1, 0x20]) }
    }
}
