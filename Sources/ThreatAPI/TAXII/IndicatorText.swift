import Detection

/// What an indicator says for one behaviour, prepared once for all addresses that show it.
struct IndicatorText: Sendable {
    /// Its name as JSON.
    let label: [UInt8]
    /// The techniques of ATT&CK behind it.
    let techniques: [Technique]
    let tactics: AttackTacticSet

    /// A technique's number and, behind three decimal places, that of its sub-technique.
    struct Technique: Hashable, Sendable {
        let code: UInt32

        /// - Parameter id: such as `T1059.004`.
        init?(_ id: String) {
            let parts = id.split(separator: ".", omittingEmptySubsequences: false)
            guard id.hasPrefix("T"), (1...2).contains(parts.count), let number = UInt32(parts[0].dropFirst()),
                number < 10_000, let part = UInt32(parts.count == 2 ? parts[1] : "0"), part < 1000
            else { return nil }
            code = number * 1000 + part
        }
    }

    init(word: String, behaviour: Behaviour?) {
        var json = JSONWriter()
        json.string(word)
        label = json.bytes
        let attack = behaviour?.attack ?? []
        techniques = attack.compactMap { Technique($0) }
        tactics = attack.reduce(into: []) { $0.formUnion(AttackTechnique.tactics(of: $1)) }
    }
}

extension JSONWriter {
    /// `"T1059.004"`
    mutating func technique(_ technique: IndicatorText.Technique) {
        let (number, part) = technique.code.quotientAndRemainder(dividingBy: 1000)
        literal("\"T")
        integer(number)
        if part > 0 {
            literal(".")
            if part < 100 { literal("0") }
            if part < 10 { literal("0") }
            integer(part)
        }
        literal("\"")
    }
}
