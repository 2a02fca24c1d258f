import Settings
import ThreatAPI

extension SettingType where Value == DNSName {
    fileprivate static var domain: Self {
        single(
            "a domain name such as bl.example.org", valueName: "domain",
            parse: { text in DNSName(text).flatMap { DNSBLConfiguration.isUsable($0) ? $0 : nil } },
            text: { $0.description })
    }
}

extension SettingType where Value == DNSName? {
    static var domain: Self { SettingType<DNSName>.domain.optional }
}

extension SettingType where Value == [DNSName] {
    static var domains: Self { SettingType<DNSName>.domain.several(atMost: DNSBLConfiguration.mostNameServers) }
}

extension SettingType where Value == [DNSBLPlace] {
    /// Addresses, not names: who answers questions of names should not have to ask for its own.
    static var namingPlaces: Self {
        SettingType<DNSBLPlace>.single(
            "addresses with a port such as 192.0.2.1:53 or [2001:db8::1]:53", valueName: "address:port",
            parse: { DNSBLPlace($0) }, text: { $0.description }
        ).several(atMost: DNSBLConfiguration.mostPlaces)
    }
}

extension SettingType where Value == Int {
    static var confidence: Self {
        single(
            "a confidence from 1 to 100", valueName: "confidence",
            parse: { text in Int(text).flatMap { (1...100).contains($0) ? $0 : nil } }, text: { "\($0)" })
    }
}
