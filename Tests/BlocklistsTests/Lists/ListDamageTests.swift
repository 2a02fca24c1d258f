import Blocklists
import IPNetworks
import Testing

/// Lists that arrive cut or damaged. Whatever is accepted of them must have been in the list.
@Suite("Damaged lists")
struct ListDamageTests {
    private static let list = """
        # a list
        192.0.2.17
        198.51.100.0/24
        203.0.113.7-203.0.113.99
        2001:db8:1234::/48
        2001:db8::1234
        192.0.2.225 seen 17 times

        """

    private func read(_ bytes: ArraySlice<UInt8>, _ policy: ListPolicy) throws -> IPAddressSet {
        var reader = ListReader(policy: policy)
        try reader.consume(bytes.span)
        return try reader.finish().addresses
    }

    @Test("Cut after any byte, a download never holds more than it held whole")
    func cut() throws {
        let bytes = Array(Self.list.utf8)
        let whole = try read(bytes[...], .download)
        var accepted = 0
        for length in 0..<bytes.count {
            guard let part = try? read(bytes[..<length], .download) else { continue }
            #expect(part.subtracting(whole).isEmpty, "cut after \(length) bytes")
            accepted += 1
        }
        #expect(accepted > bytes.count / 2)
    }

    @Test("Taken for whole, a cut list would hold what it never held: that is what the policy is for")
    func cutAndTaken() throws {
        let bytes = Array(Self.list.utf8)
        let whole = try read(bytes[...], .completeDownload)
        let strangers = (0..<bytes.count).filter { length in
            (try? read(bytes[..<length], .completeDownload)).map { !$0.subtracting(whole).isEmpty } ?? false
        }
        #expect(!strangers.isEmpty)
    }

    @Test("Random bytes in between change nothing before and behind them", arguments: 0..<40)
    func noise(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let noise = (0..<Int.random(in: 1...3_000, using: &random)).map { _ in
            // Neither a digit nor a hexadecimal letter, so that no address arises by chance.
            UInt8.random(in: 0x67...0xff, using: &random)
        }
        let lines = Self.list.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0.utf8) }
        let place = Int.random(in: 1..<lines.count, using: &random)
        let damaged = (lines[..<place] + [noise] + lines[place...]).joined(separator: [UInt8(ascii: "\n")])
        let list = try read(Array(damaged)[...], .localFile)
        #expect(list == (try read(Array(Self.list.utf8)[...], .localFile)))
    }

    @Test("No bytes make the reader trap, in pieces of any size", arguments: 0..<60)
    func anything(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let alphabet = Array("0123456789abcdef.:/-#; \r\n\n\n".utf8)
        let bytes = (0..<2_000).map { _ in
            Int.random(in: 0..<50, using: &random) == 0
                ? UInt8.random(in: 0...255, using: &random) : alphabet.randomElement(using: &random) ?? 0
        }
        for policy in [ListPolicy.download, .completeDownload, .localFile] {
            let whole = Result { try read(bytes[...], policy) }
            let pieces = Result {
                var reader = ListReader(policy: policy)
                var start = 0
                while start < bytes.count {
                    let end = min(bytes.count, start + Int.random(in: 1...100, using: &random))
                    try reader.consume(bytes[start..<end].span)
                    start = end
                }
                return try reader.finish().addresses
            }
            #expect((try? whole.get()) == (try? pieces.get()))
        }
    }
}
