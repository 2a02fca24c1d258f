/// Every format of a list. A new one is its file and a line here.
enum ListFormatRegistry {
    static let all: [any ListFormat] = [
        JSONFormat(),
        PlainTextFormat(),
        NDJSONFormat(),
        NginxFormat(),
        IPSetFormat(),
        NftablesFormat(),
        ResponsePolicyZoneFormat(),
        RbldnsdFormat(),
        HAProxyFormat(),
        CaddyFormat(),
        TraefikFormat(),
        PostfixFormat(),
        SuricataFormat(),
        MikroTikFormat(),
    ]

    /// What lists are written as at the paths of other products' APIs, and `format=` does not take.
    fileprivate static let facades: [any ListFormat] = [AbuseIPDBFormat(), DecisionFormat()]

    /// The words that `format=` takes, for sentences.
    static var acceptedNames: String { all.map(\.name).joined(separator: ", ") }

    /// The formats that `aggregate=true` goes with, for sentences.
    static var networkNames: String { all.filter(\.takesNetworks).map(\.name).joined(separator: ", ") }
}

/// A format as its place in the registry, to be part of a key.
struct RegisteredFormat: Hashable, Sendable {
    private let index: Int

    static let json = RegisteredFormat(index: 0)
    static let plainText = RegisteredFormat(index: 1)
    static let abuseIPDB = RegisteredFormat(index: ListFormatRegistry.all.count)
    static let decisions = RegisteredFormat(index: ListFormatRegistry.all.count + 1)

    private init(index: Int) { self.index = index }

    init?(named name: some StringProtocol) {
        guard let index = ListFormatRegistry.all.firstIndex(where: { $0.name == name }) else { return nil }
        self.index = index
    }

    var format: any ListFormat {
        let all = ListFormatRegistry.all
        return index < all.count ? all[index] : ListFormatRegistry.facades[index - all.count]
    }
}
