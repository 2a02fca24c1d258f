import Blocklists
import IPNetworks

/// What must hold for every answer that is read as a list. Runs in the tests and under libFuzzer (`script/fuzz readers`).
enum ReaderFuzz {
    private enum Outcome: Equatable {
        case accepted(IPAddressSet, ListReport)
        case refused(ListRefusal)
    }

    /// The first promise that is broken for `bytes`, if any.
    static func violation(in bytes: [UInt8]) -> String? {
        var download = ListPolicy.download
        download.maximumBytes = 4_096
        download.rules.maximumEntries = 100
        let policies = [download, .completeDownload, .localFile, .allowlist]
        // The first byte decides, so that libFuzzer can look for the size that hurts.
        let pieceSize = 1 + Int(bytes.first ?? 0)
        for policy in policies {
            let whole = read(bytes, policy, inPiecesOf: max(1, bytes.count))
            guard agree(whole, read(bytes, policy, inPiecesOf: pieceSize)) else {
                return "the pieces in which a list arrives change what becomes of it"
            }
            switch whole {
            case .accepted(let addresses, let report):
                let isNarrow = addresses.prefixes.allSatisfy { prefix in
                    switch prefix.family {
                    case .v4: prefix.length >= policy.rules.shortestPrefixV4
                    case .v6: prefix.length >= policy.rules.shortestPrefixV6
                    }
                }
                // Several narrow networks side by side may make a broad one.
                guard isNarrow || report.tally.entries > 1 else { return "a network that no list may ask for" }
                guard report.bytes == bytes.count else { return "bytes are missing" }
                guard policy.acceptsEmpty || !addresses.isEmpty else { return "an empty list was accepted" }
            case .refused(let refusal):
                guard !refusal.description.utf8.contains(where: { $0 < 0x20 }) else {
                    return "a refusal shows control characters"
                }
            }
        }
        return nil
    }

    private static func read(_ bytes: [UInt8], _ policy: ListPolicy, inPiecesOf size: Int) -> Outcome {
        do throws(ListRefusal) {
            var reader = ListReader(policy: policy)
            for start in stride(from: 0, to: bytes.count, by: size) {
                try reader.consume(bytes[start..<min(start + size, bytes.count)].span)
            }
            let list = try reader.finish()
            return .accepted(list.addresses, list.report)
        } catch {
            return .refused(error)
        }
    }

    /// Refusals may differ where one reading stops before it has seen what the other stops at.
    private static func agree(_ a: Outcome, _ b: Outcome) -> Bool {
        switch (a, b) {
        case (.refused, .refused): true
        default: a == b
        }
    }
}
