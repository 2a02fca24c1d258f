import ThreatAPI

extension SettingType where Value == Duration {
    /// Whole seconds.
    static func seconds(_ range: ClosedRange<Int>) -> Self {
        single(
            "a whole number of seconds from \(range.lowerBound) to \(range.upperBound)", valueName: "seconds",
            parse: { text in
                guard let seconds = Int(text), range.contains(seconds) else { return nil }
                return .seconds(seconds)
            }, text: { "\($0.components.seconds)" })
    }
}

extension SettingType where Value == Int? {
    /// A port of one's own; not set unless given.
    static var port: Self { SettingType<Int>.number(1...65_535).optional }
}

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
