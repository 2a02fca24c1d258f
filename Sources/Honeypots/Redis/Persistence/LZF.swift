/// The compression of longer strings in dump files (liblzf).
enum LZF {
    /// Largest result, in bytes: a few packed bytes can stand for very many.
    static let largest = 1024 * 1024

    /// The bytes that `packed` stands for; nil unless they are exactly `size`.
    static func unpacked(_ packed: ArraySlice<UInt8>, size: Int) -> [UInt8]? {
        guard size > 0, size <= largest else { return nil }
        var rest = packed
        var result: [UInt8] = []
        result.reserveCapacity(min(size, 64 * 1024))
        while let control = rest.popFirst() {
            if control < 32 {
                // A run of plain bytes, one more than the number says.
                let count = Int(control) + 1
                guard rest.count >= count, result.count + count <= size else { return nil }
                result += rest.prefix(count)
                rest = rest.dropFirst(count)
                continue
            }
            // A repetition: three bits of length (or one more byte), thirteen of distance.
            var count = Int(control >> 5)
            if count == 7 {
                guard let more = rest.popFirst() else { return nil }
                count += Int(more)
            }
            guard let low = rest.popFirst() else { return nil }
            let distance = (Int(control & 0x1f) << 8 | Int(low)) + 1
            count += 2
            guard distance <= result.count, result.count + count <= size else { return nil }
            for _ in 0..<count { result.append(result[result.count - distance]) }
        }
        return result.count == size ? result : nil
    }
}
