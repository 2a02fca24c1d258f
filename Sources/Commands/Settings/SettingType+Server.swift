import Settings

extension SettingType where Value == ListenAddress {
    static var place: Self {
        single(
            "an address and a port such as 127.0.0.1:7063 or [::1]:7063", valueName: "host:port",
            parse: { ListenAddress(argument: $0) }, text: { $0.description })
    }
}

extension SettingType where Value == LogOutput.Level {
    static var logLevel: Self {
        let words = LogOutput.Level.allCases.map(\.rawValue)
        return single(
            "one of \(words.joined(separator: ", "))", valueName: "level", completion: .words(words),
            parse: { LogOutput.Level(rawValue: $0) }, text: { $0.rawValue })
    }
}
