/// `tr` of coreutils.
struct GNUTrCommand: ShellCommand {
    static let names: [ByteString] = ["tr"]

    private static let long: [GNUOptions.Long] = [
        .init("complement", "c"), .init("delete", "d"), .init("squeeze-repeats", "s"), .init("truncate-set1", "t"),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard case .options(let options) = GNUOptions.read(words, "+cCdst", long, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        let operands = options.operands
        let (deletes, squeezes) = (options.has("d"), options.has("s"))
        let least = deletes == squeezes ? 2 : 1
        let most = deletes && !squeezes ? 1 : 2
        guard let first = operands.first else { return shell.refuse("tr", "missing operand") }
        if operands.count < least {
            let reason: ByteString =
                deletes
                ? "Two strings must be given when both deleting and squeezing repeats."
                : "Two strings must be given when translating."
            return shell.refuse("tr", "missing operand after '\(first)'\n\(reason)")
        }
        if operands.count > most {
            let reason: ByteString =
                most == 1 && operands.count == 2
                ? "\nOnly one string may be given when deleting without squeezing repeats." : ""
            return shell.refuse("tr", "extra operand '\(operands[most])'\(reason)")
        }
        var from: TrSet
        var to: TrSet?
        do {
            from = try TrSet(first)
            if operands.count > 1 { to = try TrSet(operands[1], isSecond: true) }
        } catch {
            return shell.fail("tr", error.message)
        }
        for operand in operands where operand.hasSuffix("\\") && !operand.hasSuffix("\\\\") {
            shell.print("tr: warning: an unescaped backslash at end of string is not portable\n", to: 2)
        }
        if options.has("c", "C") { from.complement() }
        let translates = !deletes && to != nil
        if translates, var target = to {
            if let fault = target.fault(against: from, isComplement: options.has("c", "C")) {
                return shell.fail("tr", fault)
            }
            if options.has("t") { from.cut(to: target.count) } else { target.fill(to: from.count) }
            if target.bytes.isEmpty, !from.bytes.isEmpty {
                return shell.fail("tr", "when not truncating set1, string2 must be non-empty")
            }
            to = target
        }
        let input: [UInt8]
        switch shell.readInput() {
        case .terminal: return .collectingInput
        case .endless: return .endless
        case .bytes(let bytes): input = bytes
        }
        guard shell.charge(input.count * 2) else { return .failure }
        var map = (0...255).map { UInt8($0) }
        if translates, let to { for (a, b) in zip(from.bytes, to.bytes) { map[Int(a)] = b } }
        let gone = deletes ? Set(from.bytes) : []
        let squeezed = squeezes ? Set((to ?? from).bytes) : []
        var output: [UInt8] = []
        output.reserveCapacity(input.count)
        for byte in input where !gone.contains(byte) {
            let byte = map[Int(byte)]
            if output.last == byte, squeezed.contains(byte) { continue }
            output.append(byte)
        }
        guard shell.print(output) || output.isEmpty else { return .failure }
        return .success
    }
}

/// One of the two strings of `tr`, written out.
struct TrSet: Sendable {
    struct Fault: Error {
        var message: ByteString
    }

    private(set) var bytes: [UInt8] = []
    /// Where a `[x*]` stands that is to be made as long as needed.
    private var star: (place: Int, byte: UInt8)?
    /// `[:lower:]` and `[:upper:]`, by where they begin.
    private var cases: [Int] = []
    /// Some other class.
    private var hasClass = false

    var count: Int { bytes.count }

    init(_ text: ByteString, isSecond: Bool = false) throws(Fault) {
        var rest = Self.unescaped(text)[...]
        while let unit = rest.popFirst(), bytes.count < 4096 {
            if !unit.isEscaped, unit.byte == UInt8(ascii: "["), try takeBracket(&rest, isSecond) { continue }
            if let sign = rest.first, !sign.isEscaped, sign.byte == UInt8(ascii: "-"), let end = rest.dropFirst().first
            {
                guard unit.byte <= end.byte else {
                    throw Fault(
                        message:
                            "range-endpoints of '\(ByteString([unit.byte]))-\(ByteString([end.byte]))' are in reverse collating sequence order"
                    )
                }
                bytes += unit.byte...end.byte
                rest = rest.dropFirst(2)
            } else {
                bytes.append(unit.byte)
            }
        }
    }

    private typealias Unit = (byte: UInt8, isEscaped: Bool)

    private static func unescaped(_ text: ByteString) -> [Unit] {
        var units: [Unit] = []
        var rest = text[...]
        let escapes: [UInt8: UInt8] = [
            UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10,
            UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9, UInt8(ascii: "v"): 11,
        ]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let next = rest.first else {
                units.append((byte, false))
                continue
            }
            let digits = rest.prefix(3).prefix { (0x30...0x37).contains($0) }
            if digits.isEmpty {
                rest.removeFirst()
                units.append((escapes[next] ?? next, true))
            } else {
                rest = rest.dropFirst(digits.count)
                units.append((UInt8(truncatingIfNeeded: digits.reduce(0) { $0 * 8 + Int($1 - 0x30) }), true))
            }
        }
        return units
    }

    /// What stands in brackets: a class, one equivalent letter, or a repetition. False: it is only a bracket.
    private mutating func takeBracket(_ rest: inout ArraySlice<Unit>, _ isSecond: Bool) throws(Fault) -> Bool {
        let text = ByteString(rest.prefix(40).map(\.byte))
        if text.first == UInt8(ascii: ":"), let end = text.range(of: ":]", from: 1) {
            let name = ByteString(text[1..<end])
            guard let known = CharacterClass.all.first(where: { $0.name == name }) else {
                throw Fault(message: "invalid character class '\(name)'")
            }
            rest = rest.dropFirst(end + 2)
            if name == "lower" || name == "upper" { cases.append(bytes.count) } else { hasClass = true }
            bytes += known.ranges.flatMap { Array($0) }
            return true
        }
        if text.count > 3, text[0] == UInt8(ascii: "="), text[2] == UInt8(ascii: "="), text[3] == UInt8(ascii: "]") {
            bytes.append(text[1])
            rest = rest.dropFirst(4)
            return true
        }
        guard isSecond, text.count > 2, text[1] == UInt8(ascii: "*"), let end = text.range(of: "]", from: 2) else {
            return false
        }
        let digits = text[2..<end]
        guard digits.allSatisfy({ $0.isDigit }) else { return false }
        let number = digits.first == 0x30 ? Int(String(decoding: digits, as: UTF8.self), radix: 8) : digits.decimal
        if let number, number > 0 {
            bytes += [UInt8](repeating: text[0], count: min(number, 4096))
        } else {
            star = (bytes.count, text[0])
        }
        rest = rest.dropFirst(end + 1)
        return true
    }

    mutating func complement() {
        let kept = Set(bytes)
        bytes = (0...255).map { UInt8($0) }.filter { !kept.contains($0) }
        cases = []
    }

    mutating func cut(to count: Int) { bytes = Array(bytes.prefix(count)) }

    mutating func fill(to count: Int) {
        if let star {
            bytes.insert(
                contentsOf: [UInt8](repeating: star.byte, count: max(0, count - bytes.count)), at: star.place)
        } else if let last = bytes.last, bytes.count < count {
            bytes += [UInt8](repeating: last, count: count - bytes.count)
        }
    }

    /// What a second string may not have.
    func fault(against first: Self, isComplement: Bool) -> ByteString? {
        if hasClass {
            return "when translating, the only character classes that may appear in\nstring2 are 'upper' and 'lower'"
        }
        if !cases.isEmpty, cases.contains(where: { !first.cases.contains($0) }) {
            return "misaligned [:upper:] and/or [:lower:] construct"
        }
        return nil
    }
}

extension ByteString {
    /// Where a text begins behind a place.
    func range(of text: ByteString, from start: Int) -> Int? {
        guard start <= count, text.count <= count else { return nil }
        for index in start..<Swift.max(start, count - text.count + 1) where self[index...].starts(with: text) {
            return index
        }
        return nil
    }
}
