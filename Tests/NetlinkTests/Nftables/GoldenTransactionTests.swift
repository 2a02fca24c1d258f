import Testing

@testable import Netlink

/// Every kind of message, byte by byte.
@Suite struct GoldenTransactionTests {
    /// The beginning of a batch, without a generation.
    private static let beginning = 20

    @Test(arguments: GoldenCase.all)
    func bytes(_ golden: GoldenCase) throws {
        var transaction = NftablesTransaction(table: "t")
        golden.write(&transaction)
        let batch = transaction.batch(isCommitted: false)
        #expect(try Array(batch[Self.beginning...]) == GoldenBytes.read(golden.name))
    }

    @Test func frame() throws {
        let batch = NftablesTransaction(table: "t", generation: 7, firstSequence: 3).batch()
        #expect(try batch == GoldenBytes.read("frame"))
    }
}

extension GoldenCase: CustomTestStringConvertible {
    var testDescription: String { name }
}
