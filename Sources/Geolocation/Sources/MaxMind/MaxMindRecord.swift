/// The fields of one record as they are found in it.
struct MaxMindRecord: MaxMindVisitor {
    private(set) var country: CountryCode?
    private(set) var asn: UInt32?
    private(set) var organisation: String?
    private(set) var city: String?
    private(set) var isTor = false
    private(set) var isProxy = false

    private let tree: MaxMindFieldTree
    /// By field: how good the name was under which its value was found.
    private var ranks = InlineArray<6, Int>(repeating: .max)

    init(tree: MaxMindFieldTree) { self.tree = tree }

    var readsEverything: Bool { false }

    func step(from step: Int?, to name: UnsafeRawBufferPointer) -> Int? {
        step.flatMap { tree.child(of: $0, named: name) }
    }

    mutating func take(_ value: MaxMindScalar, at step: Int) {
        guard let meaning = tree.meaning(of: step), meaning.rank < ranks[meaning.field.rawValue] else { return }
        if take(value, as: meaning.field) { ranks[meaning.field.rawValue] = meaning.rank }
    }

    /// Whether the value makes sense as that field.
    private mutating func take(_ value: MaxMindScalar, as field: MaxMindField) -> Bool {
        switch (field, value) {
        case (.country, .text(let text)):
            guard text.count == 2, let code = CountryCode(text[0], text[1]), code.name != nil else { return false }
            country = code
        case (.asn, _):
            guard let number = Self.asn(value) else { return false }
            asn = number
        case (.organisation, .text(let text)):
            guard let name = Self.name(text) else { return false }
            organisation = name
        case (.city, .text(let text)):
            guard let name = Self.name(text) else { return false }
            city = name
        // Flags of several names add up.
        case (.tor, _):
            isTor = isTor || Self.flag(value)
            return false
        case (.proxy, _):
            isProxy = isProxy || Self.flag(value)
            return false
        case (.country, .number), (.organisation, .number), (.city, .number): return false
        }
        return true
    }

    /// `64500`, `"64500"` or `"AS64500"`.
    private static func asn(_ value: MaxMindScalar) -> UInt32? {
        switch value {
        case .number(let number): return number == 0 ? nil : UInt32(exactly: number)
        case .text(let text):
            let digits =
                text.count > 2 && text[0] | 0x20 == UInt8(ascii: "a") && text[1] | 0x20 == UInt8(ascii: "s")
                ? text.dropFirst(2) : text[...]
            guard digits.count <= 10, let number = UInt32(String(decoding: digits, as: UTF8.self)) else { return nil }
            return number == 0 ? nil : number
        }
    }

    /// `true`, `1`, `"true"` or `"1"`.
    private static func flag(_ value: MaxMindScalar) -> Bool {
        switch value {
        case .number(let number): number != 0
        case .text(let text): text.elementsEqual("true".utf8) || text.elementsEqual("1".utf8)
        }
    }

    private static func name(_ text: UnsafeRawBufferPointer) -> String? {
        guard !text.isEmpty else { return nil }
        var end = min(text.count, PlaceLimits.nameBytes)
        // No character is cut in two.
        while end > 0, end < text.count, text[end] & 0xc0 == 0x80 { end -= 1 }
        return String(decoding: text[..<end], as: UTF8.self)
    }
}
