import Testing
import ThreatModel

@testable import Honeypots

@Suite("Key exchange of SSH")
struct KeyExchangeTests {
    struct GroupSample {
        var method: KeyExchangeMethod
        var prime: String
        var serverPublic: String
        var secret: String
    }

    /// SHA-256 of the numbers, each as long as the prime, computed with Python: the server's exponent is all 11, the
    /// client's 32 bytes of 77.
    static let groups = [
        GroupSample(
            method: .group1, prime: "3f35a3f5f6c4376a744acad409bb22f8d897f949d2311d885adaa890981b67a0",
            serverPublic: "801a93702449efe86f1fe0780e84d4cab2dece46de7a6ed346bea2237be696b1",
            secret: "0193e7c43a28a098c53897f018522d95c764f36c10183141017fba2c2d4b0b22"),
        GroupSample(
            method: .group14SHA256, prime: "d66436f79bbd6b2e38c0ffbd079be904d2641415e2e67140e09448be9a60890e",
            serverPublic: "a25bbf7837f6962b48eebfa9b3eabb556ca982238c8e7fa94e7af29bbf929012",
            secret: "be69cd719ab3394a1b0bd65d855cd39b15e1c46a4ca69f9c3dbb339d8ba693bb"),
        GroupSample(
            method: .group16, prime: "4ee95187682bcb230ad26a95205f6920e84708f6251b3894329b09ec23919e33",
            serverPublic: "ee9676861d6c8e7a24ec6c6fff436e49602a4633eb37afaeff5b8d6f1af4bdc0",
            secret: "92f133e562d478171b93cb410eacd47e5dd6be250e775c3a0af8db9ac6bafda3"),
        GroupSample(
            method: .group18, prime: "39ab4feab950a3128fb71accb9fc3965d857012e081998a85996e3ea8b3c3bcf",
            serverPublic: "ed64379f6376f47c65b1ab2cabd2cdde354a42fb3c0087eda927f37f5a61cf87",
            secret: "e21b83e885217ecb0ed26ce245f84bc1ab98107e288904548c9f167a61e090c0"),
    ]

    private func hash(_ number: [UInt8], _ count: Int) -> String {
        let digits = number.drop { $0 == 0 }
        return CryptoSamples.text(
            SSHDigest.sha256.hash([UInt8](repeating: 0, count: count - digits.count) + digits))
    }

    @Test("Groups and their secrets are the standard's", arguments: groups.indices)
    func finiteFields(_ index: Int) throws {
        let sample = Self.groups[index]
        guard case .group(let group) = sample.method.family else {
            Issue.record("no group")
            return
        }
        let count = group.bits / 8
        #expect(hash(group.prime, count) == sample.prime)
        let limbs = try #require(LimbArithmetic.limbs(group.prime, count: count / 8))
        let modulus = try #require(MontgomeryModulus(limbs))
        let client = modulus.leaving(modulus.power(ofSmall: 2, [UInt8](repeating: 0x77, count: 32)))
        var ones = ConstantGenerator(word: 0x1111_1111_1111_1111)
        let agreement = try sample.method.agree(
            clientPublic: BlobWriter.numberBody(LimbArithmetic.bytes(client)), using: &ones)
        #expect(hash(agreement.serverPublic, count) == sample.serverPublic)
        #expect(hash(agreement.sharedSecret, count) == sample.secret)
    }

    @Test("Public values that no honest client sends are refused")
    func degenerate() throws {
        let group = DHGroup.group1
        var random = SSHRandom(seed: 1)
        var almost = group.prime
        almost[almost.count - 1] -= 1
        let long = [0x01] + group.prime
        for value in [[], [0], [1], [2], [7], almost, group.prime, long, [0x80], [0xff, 0xff]] {
            let body = value.first.map { $0 >= 0x80 && value.count > 2 } == true ? [0] + value : value
            #expect(throws: SSHCryptoError.publicValue, "\(value.count)") {
                try group.agree(clientPublic: body, using: &random)
            }
        }
        almost[almost.count - 1] -= 1
        #expect(try group.agree(clientPublic: [0] + almost, using: &random).serverPublic.isEmpty == false)
        for method in [KeyExchangeMethod.curve25519, .nistp256, .nistp384, .nistp521] {
            for count in [0, 1, 31, 32, 33, 65, 97, 133, 4096] {
                for byte: UInt8 in [0, 4] where !(byte == 4 && count == 32 && method == .curve25519) {
                    #expect(throws: SSHCryptoError.publicValue) {
                        try method.agree(clientPublic: [UInt8](repeating: byte, count: count), using: &random)
                    }
                }
            }
        }
        #expect(throws: SSHCryptoError.unsupported) {
            try KeyExchangeMethod.groupExchangeSHA256.agree(clientPublic: [0x7f], using: &random)
        }
    }

    /// Two servers against each other: what one says is what the other's client says.
    @Test(
        "Both ends of a curve get the same secret", arguments: KeyExchangeMethod.allCases.filter { !$0.isFiniteField })
    func curves(_ method: KeyExchangeMethod) throws {
        // A first agreement, with the curve's base point or any point, tells a public value and its generator's start.
        let base: [String: String] = [
            "nistp256": """
            6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296\
            4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5
            """,
            "nistp384": """
            aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7\
            3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f
            """,
            "nistp521": """
            00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3\
            c1856a429bf97e7e31c2e5bd66\
            011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c70\
            86a272c24088be94769fd16650
            """,
        ]
        let point = base[String(method.rawValue.suffix(8))].map { [4] + CryptoSamples.bytes($0) }
        let start = point ?? [9] + [UInt8](repeating: 0, count: 31)
        func end(_ seed: UInt64, _ other: [UInt8]) throws -> KeyAgreement {
            var random = SSHRandom(seed: seed)
            return try method.agree(clientPublic: other, using: &random)
        }
        let (one, two) = try (end(1, start), end(2, start))
        #expect(one.serverPublic != two.serverPublic)
        #expect(try end(1, two.serverPublic).sharedSecret == end(2, one.serverPublic).sharedSecret)
        #expect(try end(1, start) == one)
        // Times the base point, the secret is the public value's abscissa.
        if point != nil {
            let half = one.serverPublic.dropFirst().prefix((one.serverPublic.count - 1) / 2)
            #expect(one.sharedSecret == BlobWriter.numberBody(half))
        } else {
            #expect(one.sharedSecret == BlobWriter.numberBody(one.serverPublic))
        }
    }

    @Test("Numbers are written as short as they can be")
    func numbers() {
        #expect(BlobWriter.numberBody([]) == [])
        #expect(BlobWriter.numberBody([0, 0]) == [])
        #expect(BlobWriter.numberBody([0, 0x7f]) == [0x7f])
        #expect(BlobWriter.numberBody([0x80]) == [0, 0x80])
        #expect(BlobWriter.numberBody([0, 0, 0x80, 0]) == [0, 0x80, 0])
    }

    /// Computed with Python's `hashlib`.
    @Test("Keys are derived, and drawn out as far as they have to be")
    func derivation() {
        let derivation = KeyDerivation(
            digest: .sha1, sharedSecret: [0, 0xff, 1], exchangeHash: [UInt8](repeating: 1, count: 20),
            sessionID: [UInt8](repeating: 2, count: 20))
        let key = """
            3929714c36c63dfbb962207b4ee2db5f50d9bd7821071c3204ee415691d174e4\
            3b5077f690a07d8bebca872d9ddd13734af9a065e9d591db4af8697729216cf9
            """
        #expect(CryptoSamples.text(derivation.bytes(UInt8(ascii: "C"), count: 64)) == key)
        #expect(CryptoSamples.text(derivation.bytes(UInt8(ascii: "C"), count: 7)) == key.prefix(14))
        #expect(derivation.bytes(0, count: 0) == [])
        let incoming = derivation.keys(for: .clientToServer, cipher: .aes256CTR, mac: .sha1)
        let outgoing = derivation.keys(for: .serverToClient, cipher: .aes256CTR, mac: .sha1)
        #expect(CryptoSamples.text(incoming.encryption) == key.prefix(64))
        #expect(incoming.vector.count == 16 && incoming.integrity.count == 20)
        #expect(Set([incoming.vector, outgoing.vector]).count == 2)
        #expect(Set([incoming.integrity, outgoing.integrity]).count == 2)
    }

    /// Computed with Python's `hashlib`.
    @Test("The exchange hash takes strings for points and mpints for numbers")
    func exchangeHash() {
        func hash() -> ExchangeHash {
            ExchangeHash(
                clientVersion: Array("SSH-2.0-c".utf8), serverVersion: Array("SSH-2.0-s".utf8),
                clientInit: [20] + "c".utf8, serverInit: [20] + "s".utf8, hostKey: Array("key".utf8))
        }
        let points = hash().finish(
            .curve25519, clientPublic: Array("QQQQ".utf8),
            KeyAgreement(serverPublic: Array("RRRR".utf8), sharedSecret: [0, 0xff]))
        #expect(CryptoSamples.text(points) == "cc5f2733e8e3bc5c6264af8746043dc7872d4ecb2e1983e550c82294e6031058")
        var exchange = hash()
        exchange.add(sizes: [1024, 2048, 8192], prime: [0x97], generator: [2])
        let numbers = exchange.finish(
            .groupExchangeSHA256, clientPublic: [0, 0, 0x81],
            KeyAgreement(serverPublic: [0x7f], sharedSecret: [0, 0xff]))
        #expect(CryptoSamples.text(numbers) == "6352042765e40b82b1c1189faa79b2d5170e57530ce58495572cbdc136d22582")
    }

    @Test(
        "Group exchange finds the size that OpenSSH would",
        arguments: [
            (2048, 2048, 8192, 2048), (2048, 7680, 8192, 7680), (2048, 8192, 8192, 8192), (1024, 1024, 2048, 2048),
            (1024, 1536, 8192, 2048), (2048, 3000, 4000, 3072), (2048, 5000, 5000, 4096), (4096, 4097, 6000, 4096),
            (8192, 8192, 16384, 8192), (9000, 9000, 10000, 8192), (2049, 2500, 3000, 2048), (3073, 3500, 4000, 4096),
        ])
    func moduli(_ least: UInt32, _ preferred: UInt32, _ greatest: UInt32, _ bits: Int) throws {
        var random = SSHRandom(seed: 3)
        let group = try #require(
            ModuliFile.group(least: least, preferred: preferred, greatest: greatest, using: &random))
        #expect(group.bits == bits)
    }

    @Test("Clients that contradict themselves get no group")
    func contradiction() {
        var random = SSHRandom(seed: 3)
        #expect(ModuliFile.group(least: 3000, preferred: 2048, greatest: 8192, using: &random) == nil)
        #expect(ModuliFile.group(least: 2048, preferred: 8192, greatest: 4096, using: &random) == nil)
        #expect(ModuliFile.group(least: .max, preferred: .max, greatest: .max, using: &random) != nil)
        #expect(ModuliFile.group(least: 0, preferred: 0, greatest: 0, using: &random) == nil)
        #expect(ModuliFile.group(least: 0, preferred: 0, greatest: 2047, using: &random) == nil)
        #expect(ModuliFile.group(least: 1024, preferred: 1024, greatest: 1024, using: &random) == nil)
        #expect(ModuliFile.group(least: 0, preferred: 0, greatest: 2048, using: &random) != nil)
    }

    @Test("Every group has an odd prime of its full size, and works", arguments: ModuliFile.groups.indices)
    func moduliGroups(_ index: Int) throws {
        let group = ModuliFile.groups[index]
        #expect([2048, 3072, 4096, 6144, 7680, 8192].contains(group.bits))
        #expect(group.generator == 2 || group.generator == 5)
        #expect(MontgomeryModulus(try #require(LimbArithmetic.limbs(group.prime, count: group.bits / 64))) != nil)
        #expect(group.prime.last.map { $0 % 4 == 3 } == true)
    }

    @Test("A connection that asks for ever more key exchanges is stopped, an honest one is not")
    func budget() throws {
        var budget = KeyExchangeBudget()
        var count = 0
        let now = Timestamp(milliseconds: 1_000_000)
        while (try? budget.charge(.group18, at: now)) != nil { count += 1 }
        #expect(5..<20 ~= count)
        #expect(throws: SSHCryptoError.budget) {
            try budget.charge(.groupExchangeSHA256, groupBits: 8192, at: now.advanced(by: .seconds(1)))
        }
        try budget.charge(.groupExchangeSHA256, groupBits: 8192, at: now.advanced(by: .seconds(60)))
        budget = KeyExchangeBudget()
        for hour in 0..<48 { try budget.charge(.group18, at: now.advanced(by: .seconds(hour * 3600))) }
        budget = KeyExchangeBudget()
        var charged = 0
        while (try? budget.charge(.curve25519, at: now.advanced(by: .seconds(charged * 10)))) != nil { charged += 1 }
        #expect(charged == KeyExchangeBudget.exchanges)
        // A clock that goes back gives nothing.
        budget = KeyExchangeBudget()
        try budget.charge(.group1, at: now)
        try budget.charge(.group1, at: Timestamp(milliseconds: .min))
        try budget.charge(.group1, at: Timestamp(milliseconds: .max))
    }

    @Test("Randomness follows from seed and topic alone")
    func random() {
        func bytes(_ seed: UInt64, _ topic: StaticString) -> [UInt8] {
            var random = SSHRandom(seed: seed, topic: topic)
            return random.octets(100)
        }
        #expect(bytes(1, "a") == bytes(1, "a"))
        #expect(Set([bytes(1, "a"), bytes(2, "a"), bytes(1, "b")]).count == 3)
        #expect(bytes(1, "a").count == 100)
        #expect(Set(bytes(1, "a")).count > 50)
    }
}
