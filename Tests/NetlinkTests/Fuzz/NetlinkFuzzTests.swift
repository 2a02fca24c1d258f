import CNetfilter
import TestHosts
import Testing

@testable import Netlink

@Suite struct NetlinkFuzzTests {
    private static let rounds = 20_000

    /// Messages of every kind, to be mutated.
    private static let corpus: [[UInt8]] = {
        var corpus = GoldenCase.all.map { golden in
            var transaction = NftablesTransaction(table: "t")
            golden.write(&transaction)
            return transaction.batch()
        }
        var packet = NetlinkWriter()
        packet.message(0x0400, [], sequence: 0) {
            $0.netfilterHeader(family: 2, resource: 7)
            $0.text(NFULA_PREFIX, "sikker drop")
            $0.number(NFULA_SEQ, UInt32(7))
            $0.data(NFULA_PAYLOAD, [0x60, 0, 0, 0, 0, 16, 44, 64] + [UInt8](repeating: 1, count: 48))
        }
        corpus.append(packet.bytes)
        var refusal = NetlinkWriter()
        refusal.message(UInt16(NLMSG_ERROR), .extendedAcknowledgement, sequence: 0) {
            $0.host(Int32(-1))
            for _ in 0..<16 { $0.host(UInt8(16)) }
            $0.text(NLMSGERR_ATTR_MSG, "no")
        }
        corpus.append(refusal.bytes)
        return corpus
    }()

    @Test func mutatedMessages() {
        var random = SeededRandom(seed: 11)
        for _ in 0..<Self.rounds {
            guard var bytes = Self.corpus.randomElement(using: &random) else { return }
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let index = Int.random(in: bytes.indices, using: &random)
                bytes[index] =
                    [0, 1, 4, 0x7f, 0x80, 0xff, UInt8.random(in: 0...255, using: &random)]
                    .randomElement(using: &random) ?? 0
            }
            if Bool.random(using: &random) { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random)) }
            bytes.withUnsafeBytes { NetlinkFuzz.run($0) }
        }
    }

    @Test func noise() {
        var random = SeededRandom(seed: 12)
        for _ in 0..<Self.rounds {
            let bytes = (0..<Int.random(in: 0...120, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            bytes.withUnsafeBytes { NetlinkFuzz.run($0) }
        }
    }
}
