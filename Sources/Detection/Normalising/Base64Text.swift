/// Base64 as attackers use it (RFC 4648 §4 and §5): either alphabet, padding or none.
enum Base64Text {
    /// Six bits for each byte of either alphabet; 64 for the padding, 255 for everything else.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        for (value, byte) in alphabet.utf8.enumerated() { values[Int(byte)] = UInt8(value) }
        values[Int(UInt8(ascii: "-"))] = 62
        values[Int(UInt8(ascii: "_"))] = 63
        values[Int(UInt8(ascii: "="))] = 64
        return values
    }()

    /// Appends what `text` encodes to `output`; returns whether all of it was base64, appending nothing if not.
    static func decode(_ text: Span<UInt8>, into output: inout [UInt8]) -> Bool {
        let start = output.count
        var bits: UInt32 = 0
        var held = 0
        var padding = 0
        for index in text.indices {
            let value = values[Int(text[index])]
            guard value != 64 else {
                padding += 1
                continue
            }
            guard value != 255, padding == 0 else {
                output.removeLast(output.count - start)
                return false
            }
            bits = bits << 6 | UInt32(value)
            held += 6
            if held >= 8 {
                held -= 8
                output.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
            }
        }
        // One symbol over makes no byte; more than two paddings never stand.
        guard held < 6, padding <= 2 else {
            output.removeLast(output.count - start)
            return false
        }
        return true
    }

    static func isSymbol(_ byte: UInt8) -> Bool { values[Int(byte)] <= 64 }
}
