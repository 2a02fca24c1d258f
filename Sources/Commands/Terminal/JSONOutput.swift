import FoundationEssentials

/// What `--json` prints: one value, its keys sorted, then a line end.
enum JSONOutput {
    static func write(_ value: some Encodable) throws(CommandFailure) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            Terminal.standardOutput.write(String(decoding: try encoder.encode(value), as: UTF8.self) + "\n")
        } catch {
            throw CommandFailure(.negative, "the result cannot be written as JSON: \(error)")
        }
    }
}
