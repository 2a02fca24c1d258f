import IPNetworks

/// What must hold for every list, whatever its bytes. Runs in the tests and under libFuzzer (`script/fuzz lists`).
enum ListFuzz {
    /// The first promise that is broken for `bytes`, if any.
    static func violation(in bytes: [UInt8]) -> String? {
        var rules = ListRules()
        rules.shortestPrefixV4 = 8
        rules.shortestPrefixV6 = 19
        rules.maximumEntries = 50
        let (addresses, tally) = read(bytes, inPiecesOf: max(1, bytes.count), rules)

        // The first byte decides, so that libFuzzer can look for the size that hurts.
        let pieces = read(bytes, inPiecesOf: 1 + Int(bytes.first ?? 0), rules)
        guard pieces == (addresses, tally) else { return "the pieces in which a list arrives change what it says" }

        let counted = tally.entries + tally.comments + tally.junkCount + tally.refusedCount
        guard counted == tally.lines else { return "\(tally.lines) lines, but \(counted) counted" }
        guard tally.junkExamples.count == min(ListRules.keptProblems, tally.junkCount) else {
            return "examples are missing"
        }
        let isPrintable = (tally.junkExamples + tally.refusedExamples).allSatisfy { problem in
            problem.excerpt.utf8.allSatisfy { (0x20...0x7e).contains($0) }
        }
        guard isPrintable else { return "an excerpt holds what cannot be shown" }

        let written = Array(addresses.prefixes.map { "\($0)\n" }.joined().utf8)
        let again = read(written, inPiecesOf: max(1, written.count), ListRules())
        guard again.addresses == addresses, again.tally.junk.isEmpty else { return "what is written is not read back" }
        return nil
    }

    private static func read(
        _ bytes: [UInt8], inPiecesOf size: Int, _ rules: ListRules
    ) -> (addresses: IPAddressSet, tally: ListTally) {
        var parser = ListParser(rules: rules)
        for start in stride(from: 0, to: bytes.count, by: size) {
            parser.consume(bytes[start..<min(start + size, bytes.count)].span)
        }
        return parser.finish()
    }
}
