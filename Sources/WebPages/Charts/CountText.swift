/// Counts as people read them.
package enum CountText {
    /// With a comma before every three digits: `12,345`.
    package static func full(_ count: Int) -> String {
        var text = ""
        for (place, digit) in String(count.magnitude).reversed().enumerated() {
            if place > 0, place % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return (count < 0 ? "−" : "") + String(text.reversed())
    }

    /// In at most five characters, for axes and narrow columns: `950`, `1.2k`, `35k`, `1.5M`. Cut, not rounded up: what says
    /// 1k is at least that many.
    package static func short(_ count: Int) -> String {
        guard count >= 1000 else { return String(count) }
        var (unit, divisor) = ("k", 1000)
        for next in ["M", "G", "T", "P", "E"] where count / divisor >= 1000 { (unit, divisor) = (next, divisor * 1000) }
        let tenths = count / (divisor / 10)
        let isWhole = tenths >= 100 || tenths % 10 == 0
        return isWhole ? "\(tenths / 10)\(unit)" : "\(tenths / 10).\(tenths % 10)\(unit)"
    }
}
