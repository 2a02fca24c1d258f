import APIClient
import Firewall
import IPNetworks
import Netlink
import Settings

extension SettingType where Value == Credential? {
    static var credential: Self {
        SettingType<Credential>.single(
            "a key that begins with sk_", valueName: "key", parse: { try? Credential($0) }, text: { $0.text }
        ).optional
    }
}

extension SettingType where Value == ServerURL {
    static var server: Self {
        single(
            "a URL such as https://sikker.example:7063", valueName: "url", parse: { try? ServerURL($0) },
            text: { "\($0)" })
    }
}

extension SettingType where Value == Duration {
    /// A number and a unit.
    static func duration(_ range: ClosedRange<Duration>) -> Self {
        let (least, most) = (DurationText.text(range.lowerBound), DurationText.text(range.upperBound))
        return single(
            "a time such as 90s, 30m, 24h or 7d, from \(least) to \(most)", valueName: "time",
            parse: { DurationText.duration($0).flatMap { range.contains($0) ? $0 : nil } },
            text: { DurationText.text($0) })
    }
}

extension SettingType where Value == [WhitelistEntry] {
    static var whitelist: Self {
        SettingType<WhitelistEntry>.single(
            "addresses, networks, ranges and host names", valueName: "entry", parse: { WhitelistEntry($0) },
            text: { "\($0)" }
        ).several(atMost: GuardConfiguration.mostWhitelistEntries)
    }
}

extension SettingType where Value == Double {
    /// A share, written in percent.
    static var percent: Self {
        single(
            "a number above 0, up to 100", valueName: "percent",
            parse: { text in Double(text).flatMap { $0 > 0 && $0 <= 100 ? $0 / 100 : nil } },
            text: { share in
                let percent = (share * 100_000_000).rounded() / 1_000_000
                return percent == percent.rounded() ? "\(Int(percent))" : "\(percent)"
            })
    }
}

extension SettingType where Value == Double {
    /// A share, written in whole percent.
    static func percents(_ range: ClosedRange<Double>) -> Self {
        @Sendable func percent(_ share: Double) -> Int { Int((share * 100).rounded()) }
        let (least, most) = (percent(range.lowerBound), percent(range.upperBound))
        return single(
            "a whole number from \(least) to \(most)", valueName: "whole percent",
            parse: { Int($0).flatMap { (least...most).contains($0) ? Double($0) / 100 : nil } },
            text: { "\(percent($0))" })
    }
}

extension SettingType where Value == [HostPort] {
    static var targets: Self {
        SettingType<HostPort>.single(
            "hosts with a TCP port, such as db.example:5432 or [2001:db8::1]:22", valueName: "host:port",
            parse: { HostPort($0) }, text: { "\($0)" }
        ).several(atMost: ConnectivityOptions.mostTargets)
    }
}

extension SettingType where Value == [XDPProgram.Mode] {
    static var xdpModes: Self {
        let words = XDPProgram.Mode.allCases.map { "\($0)" }
        return SettingType<XDPProgram.Mode>.single(
            "ways to attach: \(words.joined(separator: ", "))", valueName: "mode", completion: .words(words),
            parse: { word in XDPProgram.Mode.allCases.first { "\($0)" == word } }, text: { "\($0)" }
        ).several(atMost: words.count)
    }
}

extension SettingType where Value == [String] {
    /// Names of network interfaces, as long as the kernel lets them be.
    static var interfaces: Self {
        SettingType<String>.single(
            "names of network interfaces, of 1 to 15 characters", valueName: "interface",
            parse: {
                let isName = (1...15).contains($0.utf8.count) && !$0.contains { $0.isWhitespace || $0 == "/" }
                return isName ? $0 : nil
            }, text: { $0 }
        ).several(atMost: 64)
    }
}

extension SettingType where Value == [UInt16] {
    static var ports: Self {
        SettingType<UInt16>.single(
            "ports from 1 to 65535", valueName: "udp port", parse: { UInt16($0).flatMap { $0 > 0 ? $0 : nil } },
            text: { "\($0)" }
        ).several(atMost: 256)
    }
}

extension SettingType where Value == BackendChoice {
    static var backend: Self { .choice }
}

extension SettingType where Value == GuardLogOptions.Level {
    static var logLevel: Self { .choice }
}

extension SettingType where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
    /// One of a few words.
    static var choice: Self {
        let words = Value.allCases.map(\.rawValue)
        return single(
            "one of \(words.joined(separator: ", "))", valueName: "choice", completion: .words(words),
            parse: { Value(rawValue: $0) }, text: { $0.rawValue })
    }
}

extension SettingType where Value == IPAddress {
    static var address: Self {
        single(
            "an address such as 127.0.0.1 or ::", valueName: "address", parse: { IPAddress($0) }, text: { "\($0)" })
    }
}

extension SettingType where Value == Int {
    /// A size in bytes, with K, M or G for powers of 1024.
    static func bytes(_ range: ClosedRange<Int>) -> Self {
        single(
            "a size such as 500M or 2G, from \(ByteText.text(range.lowerBound)) to \(ByteText.text(range.upperBound))",
            valueName: "size", parse: { ByteText.bytes($0).flatMap { range.contains($0) ? $0 : nil } },
            text: { ByteText.text($0) })
    }

    /// 0 and `off` mean none.
    static var portOrOff: Self {
        single(
            "a port from 1 to 65535, or off", valueName: "port",
            parse: { $0 == "off" ? 0 : UInt16($0).map { Int($0) } }, text: { $0 == 0 ? "off" : "\($0)" })
    }
}

extension SettingType where Value == String? {
    /// A word that nobody guesses.
    static var token: Self {
        SettingType<String>.single(
            "16 to 256 characters without spaces", valueName: "token",
            parse: {
                (16...256).contains($0.utf8.count) && $0.utf8.allSatisfy { (0x21...0x7e).contains($0) } ? $0 : nil
            },
            text: { $0 }
        ).optional
    }
}
