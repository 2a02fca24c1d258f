import IPNetworks

@testable import Blocklists

/// What must hold for every answer that is read in a format other than plain lines.
enum FormatFuzz {
    private enum Outcome: Equatable {
        case accepted(IPAddressSet, lines: [UInt8])
        case refused
    }

    private static let formats = ["csv:1", "csv:2", "csv:ip", "json:", "json:/*", "json:/a/*/ip", "json:/ip", "plain"]
        .compactMap { ListFormat($0) }

    /// The first promise that is broken for `bytes`, if any.
    static func violation(in bytes: [UInt8]) -> String? {
        for format in formats {
            let whole = read(bytes, format, inPiecesOf: max(1, bytes.count))
            guard whole == read(bytes, format, inPiecesOf: 1 + Int(bytes.first ?? 0) % 9) else {
                return "the pieces in which a list arrives change what becomes of it (\(format))"
            }
            guard case .accepted(let addresses, let lines) = whole else { continue }
            // What is kept to be looked through says the same as the list.
            guard case .accepted(addresses, _) = read(lines, .plain, inPiecesOf: max(1, lines.count)) else {
                return "the lines that are kept list something else (\(format))"
            }
            if let address = addresses.v4.ranges.first.map({ IPAddress(v4: $0.first) }) {
                var search = ListLineSearch(address, rules: ListPolicy.completeDownload.rules)
                search.consume(lines.span)
                search.finish()
                guard !search.hits.isEmpty else { return "no line lists what is listed (\(format))" }
            }
        }
        return nil
    }

    private static func read(_ bytes: [UInt8], _ format: ListFormat, inPiecesOf size: Int) -> Outcome {
        var policy = ListPolicy.completeDownload
        policy.maximumBytes = 16 << 10
        do throws(ListRefusal) {
            var reader = FormattedListReader(format, policy: policy)
            var lines: [UInt8] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                try reader.consume(bytes[start..<min(start + size, bytes.count)].span, lines: &lines)
            }
            return .accepted(try reader.finish(lines: &lines).addresses, lines: lines)
        } catch {
            return .refused
        }
    }
}
