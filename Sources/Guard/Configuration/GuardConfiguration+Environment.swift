import APIClient

extension GuardConfiguration {
    /// From environment variables (``GuardSetting``). One that is empty counts as not set.
    ///
    /// - Throws: ``GuardError/setting(_:value:problem:)`` for the first that cannot be used, with what would be.
    package init(environment: [String: String]) throws(GuardError) {
        let settings = Settings(environment: environment)
        let key = settings.text(.key)
        customBlacklists = try settings.paths(.customBlacklist)
        guard key != nil || !customBlacklists.isEmpty else {
            throw .setting(
                .key, value: "",
                problem: "it takes \(GuardSetting.key.accepted); without one, "
                    + "\(GuardSetting.customBlacklist.rawValue) must name a blacklist of your own")
        }
        credential = try key.map { (text) throws(GuardError) in try settings.credential(.key, text) }
        server = try settings.server(.server)
        scoreMinimum = try settings.value(.scoreMinimum) { Int($0).flatMap { (1...100).contains($0) ? $0 : nil } }
        pullInterval = try settings.value(.pullInterval) {
            DurationText.duration($0).flatMap { Self.pullIntervals.contains($0) ? $0 : nil }
        }
        whitelist = try settings.whitelist(.whitelist)
        let choice = try settings.value(.backend) { BackendChoice(rawValue: $0) }
        backend = try settings.flag(.dryRun) ? .dryRun : choice
        coversIPv6 = try settings.flag(.ipv6)
        isLogOnly = try settings.flag(.logOnly)
        maximumShare = try settings.value(.maximumShare) { text in
            Double(text).flatMap { $0 > 0 && $0 <= 100 ? $0 / 100 : nil }
        }
        dataFolder = try settings.value(.dataFolder) { Self.isPath($0) ? $0 : nil }
        keepsRules = try settings.flag(.keep)
    }

    fileprivate static func isPath(_ text: String) -> Bool {
        text.hasPrefix("/") && text.utf8.count <= 4096 && !text.utf8.contains(0)
    }
}

/// The variables, and what stands for those that are not set.
private struct Settings {
    let environment: [String: String]

    func text(_ setting: GuardSetting) -> String? {
        environment[setting.rawValue].flatMap { $0.isEmpty ? nil : $0 } ?? setting.defaultText
    }

    func wrong(_ setting: GuardSetting) -> GuardError {
        .setting(setting, value: text(setting) ?? "", problem: "it takes \(setting.accepted)")
    }

    func value<Value>(_ setting: GuardSetting, _ parse: (String) -> Value?) throws(GuardError) -> Value {
        guard let value = text(setting).flatMap(parse) else { throw wrong(setting) }
        return value
    }

    func flag(_ setting: GuardSetting) throws(GuardError) -> Bool {
        try value(setting) { text in
            switch text.lowercased() {
            case "true", "yes", "on", "1": true
            case "false", "no", "off", "0": false
            default: nil
            }
        }
    }

    func words(_ setting: GuardSetting) -> [String] {
        let words = (text(setting) ?? "").split(separator: ",").map { word in
            word.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
        }
        return words.map { String($0) }.filter { !$0.isEmpty }
    }

    func paths(_ setting: GuardSetting) throws(GuardError) -> [String] {
        let paths = words(setting)
        guard paths.count <= GuardConfiguration.mostFiles, paths.allSatisfy(GuardConfiguration.isPath) else {
            throw wrong(setting)
        }
        var unique: [String] = []
        for path in paths where !unique.contains(path) { unique.append(path) }
        return unique
    }

    func whitelist(_ setting: GuardSetting) throws(GuardError) -> [WhitelistEntry] {
        let words = words(setting)
        guard words.count <= GuardConfiguration.mostWhitelistEntries else {
            throw .setting(
                setting, value: "\(words.count) entries",
                problem: "it takes at most \(GuardConfiguration.mostWhitelistEntries)")
        }
        var entries: [WhitelistEntry] = []
        for word in words {
            guard let entry = WhitelistEntry(word) else {
                throw .setting(setting, value: word, problem: "it takes \(setting.accepted)")
            }
            entries.append(entry)
        }
        return entries
    }

    func credential(_ setting: GuardSetting, _ text: String) throws(GuardError) -> Credential {
        do throws(APIError) {
            return try Credential(text)
        } catch {
            throw .setting(setting, value: text, problem: "it takes \(setting.accepted)")
        }
    }

    func server(_ setting: GuardSetting) throws(GuardError) -> ServerURL {
        do throws(APIError) {
            return try ServerURL(text(setting) ?? "")
        } catch {
            throw wrong(setting)
        }
    }
}
