extension MontgomeryModulus {
    /// A number raised to an exponent of bytes in network order; base and result as they stand here.
    ///
    /// Four bits of the exponent at a time, with a multiplication for each four whatever they are.
    func power(_ base: [UInt64], _ exponent: some Collection<UInt8>) -> [UInt64] {
        var scratch = [UInt64](repeating: 0, count: count + 2)
        var table = [one]
        for _ in 1..<16 {
            var entry = table[table.count - 1]
            multiply(&entry, by: base, &scratch)
            table.append(entry)
        }
        var result = one
        for byte in exponent {
            for nibble in [byte >> 4, byte & 15] {
                for _ in 0..<4 { multiply(&result, by: result, &scratch) }
                multiply(&result, by: table[Int(nibble)], &scratch)
            }
        }
        return result
    }

    /// A small number raised to an exponent of bytes in network order, as it stands here: cheaper, as multiplying by it is
    /// next to nothing.
    func power(ofSmall base: Int, _ exponent: some Collection<UInt8>) -> [UInt64] {
        var scratch = [UInt64](repeating: 0, count: count + 2)
        var result = one
        for byte in exponent {
            for bit in (0..<8).reversed() {
                multiply(&result, by: result, &scratch)
                if byte >> bit & 1 == 1 { multiply(&result, bySmall: base) }
            }
        }
        return result
    }
}
