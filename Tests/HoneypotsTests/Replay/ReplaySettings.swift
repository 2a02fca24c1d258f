import Honeypots
import IPNetworks

/// Under which circumstances a replay takes place.
struct ReplaySettings: Sendable {
    var personaSeed: UInt64 = 1
    var seed: UInt64 = 1
    var visitor = IPAddress("45.10.1.2") ?? IPAddress(v4: 0x2d0a_0102)
    /// The port the visitor connected to; nil: the protocol's usual one.
    var port: UInt16?
    var limits = HoneypotLimits()

    /// Takes the text of one `=` line; false when it is none of the known settings.
    mutating func set(_ text: String) -> Bool {
        let words = text.split(separator: " ").map(String.init)
        switch (words.first, words.dropFirst().first) {
        case ("persona-seed", .some(let value)):
            return assign(UInt64(value), to: \.personaSeed)
        case ("seed", .some(let value)):
            return assign(UInt64(value), to: \.seed)
        case ("visitor", .some(let value)):
            return assign(IPAddress(value), to: \.visitor)
        case ("port", .some(let value)):
            return assign(UInt16(value).map(Optional.some), to: \.port)
        case ("limit", .some(let name)):
            guard words.count == 3, let value = Int(words[2]), let path = Self.limitPaths[name] else { return false }
            limits[keyPath: path] = value
            return true
        default:
            return false
        }
    }

    private mutating func assign<Value>(_ value: Value?, to path: WritableKeyPath<Self, Value>) -> Bool {
        guard let value else { return false }
        self[keyPath: path] = value
        return true
    }

    private static var limitPaths: [String: WritableKeyPath<HoneypotLimits, Int>] {
        [
            "field-bytes": \.fieldBytes, "pending-bytes": \.pendingBytes, "body-bytes": \.bodyBytes,
            "output-bytes": \.outputBytes, "events": \.events,
        ]
    }

    func context(for type: any Honeypot.Type) -> HoneypotContext {
        HoneypotContext(
            persona: Persona(seed: personaSeed), limits: limits, visitor: visitor, visitorPort: 40_404,
            local: IPAddress("198.51.100.7") ?? IPAddress(v4: 0), localPort: port ?? type.defaultPorts.first ?? 0,
            seed: seed)
    }
}
