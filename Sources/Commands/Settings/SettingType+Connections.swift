import Settings
import ThreatAPI

extension SettingType where Value == BalancerConfiguration.Field {
    static var originField: Self {
        let words = BalancerConfiguration.Field.allCases.map(\.rawValue)
        return single(
            "one of \(words.joined(separator: ", "))", valueName: "field", completion: .words(words),
            parse: { BalancerConfiguration.Field(rawValue: $0.lowercased()) }, text: { $0.rawValue })
    }
}

extension SettingType where Value == AccessLogConfiguration? {
    static var accessLog: Self {
        SettingType<AccessLogConfiguration>.single(
            "the path of a file, or - for standard output", valueName: "file|-", completion: .file,
            parse: { $0.isEmpty || $0.contains("\0") ? nil : AccessLogConfiguration($0) },
            text: {
                switch $0 {
                case .standardOutput: "-"
                case .file(let path): path
                }
            }
        ).optional
    }
}
