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
    /// How many logins of the visit are turned down.
    var refused = 0
    var fetches = FetchPolicy.succeed
    /// Goes before ``refused``; not to be set in a file.
    var logins: LoginPolicy?
    /// What SSH shows; not to be set in a file.
    var ssh = SSHMachineChoice.server

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
        case ("refuse", .some(let value)):
            return assign(Int(value), to: \.refused)
        case ("fetches", .some(let value)):
            return assign(value == "refuse" ? .refuse : value == "succeed" ? .succeed : nil, to: \.fetches)
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

    /// `persona` is given where it was made before; it must be that of `personaSeed`.
    func context(for type: any Honeypot.Type, persona: Persona? = nil) -> HoneypotContext {
        HoneypotContext(
            persona: persona ?? Persona(seed: personaSeed, ssh: ssh), limits: limits, visitor: visitor,
            visitorPort: 40_404,
            local: IPAddress("198.51.100.7") ?? IPAddress(v4: 0), localPort: port ?? type.defaultPorts.first ?? 0,
            seed: seed,
            logins: logins ?? (refused == 0 ? .acceptAll : .acceptAfter(refused)), fetches: fetches)
    }
}
