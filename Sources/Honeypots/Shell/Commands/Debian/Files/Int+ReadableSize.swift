import ThreatModel

extension Int {
    /// "940", "1.2K", "34M": rounded up, as `ls -h` and `du -h` do.
    var readableSize: ByteString {
        if self < 1024 { return "\(self)" }
        var value = self
        var rest = 0
        var unit = 0
        while value >= 1024, unit < 6 {
            rest = (value % 1024) * 10 + (rest > 0 ? 1 : 0)
            value /= 1024
            unit += 1
        }
        let letter = ByteString([Array("KMGTPE".utf8)[unit - 1]])
        if value < 10 {
            var tenths = rest / 1024 + (rest % 1024 > 0 ? 1 : 0)
            if tenths == 10 { (value, tenths) = (value + 1, 0) }
            return value >= 10 ? "\(value)\(letter)" : "\(value).\(tenths)\(letter)"
        }
        return "\(value + (rest > 0 ? 1 : 0))\(letter)"
    }
}
