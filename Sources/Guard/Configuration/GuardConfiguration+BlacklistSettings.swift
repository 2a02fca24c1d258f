import APIClient
import Geolocation
import Settings
import ThreatModel

extension GuardConfiguration {
    /// Settings of what the Sikker server's blacklist is asked for: the filters that it has.
    static let blacklistSettings: [Setting<GuardConfiguration>] = [
        Setting(
            "blacklist.only_countries", \.blacklist.onlyCountries, .countryCodes,
            "the countries whose addresses are asked for; all, when there are none", example: "DE", isReloaded: true),
        Setting(
            "blacklist.except_countries", \.blacklist.exceptCountries, .countryCodes,
            "countries whose addresses are not asked for", example: "DE", isReloaded: true),
        Setting(
            "blacklist.only_asn", \.blacklist.onlyASNs, .autonomousSystems,
            "the autonomous systems whose addresses are asked for; all, when there are none", example: "AS64500",
            isReloaded: true),
        Setting(
            "blacklist.except_asn", \.blacklist.exceptASNs, .autonomousSystems,
            "autonomous systems whose addresses are not asked for", example: "AS64500", isReloaded: true),
        Setting(
            "blacklist.protocols", \.blacklist.protocols, .protocols,
            "only addresses that attacked one of these; any, when there are none", example: "ssh", isReloaded: true),
        Setting(
            "blacklist.minimum_severity", \.blacklist.minSeverity, .severity,
            "only addresses that did something at least so grave; info: all", isReloaded: true),
        Setting(
            "blacklist.ip_version", \.blacklist.addresses, .choice,
            "which addresses are asked for: those of IPv4, those of IPv6, or both", isReloaded: true),
        Setting(
            "blacklist.ignore_whitelist", \.blacklist.ignoresWhitelist, .toggle,
            "ask for addresses of networks too that the server knows as harmless", isReloaded: true),
    ]

    /// What the server takes of each.
    fileprivate static let mostFiltered = 256
}

extension SettingType where Value == [String] {
    static var countryCodes: Self {
        SettingType<String>.single(
            "country codes of two letters (ISO 3166-1), such as DE,US", valueName: "country",
            parse: { CountryCode($0).flatMap { $0.name == nil ? nil : "\($0)" } }, text: { $0 }
        ).several(atMost: GuardConfiguration.mostFiltered)
    }
}

extension SettingType where Value == [UInt32] {
    static var autonomousSystems: Self {
        SettingType<UInt32>.single(
            "numbers of autonomous systems, such as AS64500,64501", valueName: "asn",
            parse: { text in
                let digits = text.lowercased().hasPrefix("as") ? text.dropFirst(2) : text[...]
                guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
                return UInt32(digits).flatMap { $0 > 0 ? $0 : nil }
            }, text: { "AS\($0)" }
        ).several(atMost: GuardConfiguration.mostFiltered)
    }
}

extension SettingType where Value == [AttackProtocol] {
    static var protocols: Self {
        SettingType<AttackProtocol>.single(
            "protocols: \(AttackProtocol.acceptedNames)", valueName: "protocol",
            completion: .words(AttackProtocol.allCases.map(\.name)), parse: { AttackProtocol(name: $0) },
            text: { $0.name }
        ).several(atMost: AttackProtocol.allCases.count)
    }
}

extension SettingType where Value == Severity {
    static var severity: Self {
        single(
            "one of \(Severity.acceptedNames)", valueName: "severity",
            completion: .words(Severity.allCases.map(\.name)), parse: { Severity(name: $0) }, text: { $0.name })
    }
}
