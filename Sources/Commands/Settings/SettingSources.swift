/// What somebody has said about settings, by the three ways there are.
struct SettingSources: Sendable {
    /// By the setting's name.
    var flags: [String: SettingNode] = [:]
    /// By the variable's name.
    var environment: [String: String] = [:]
    var file: SettingsFile?

    /// The settings that hold, where each comes from, and what is wrong with each by itself. What is wrong is left as it was.
    func read() -> EffectiveSettings {
        var effective = EffectiveSettings(file: file?.path)
        let (written, faults) = file?.sorted(into: ServerSettings.catalogue) ?? ([:], [])
        effective.faults = faults
        for setting in ServerSettings.catalogue {
            var candidates: [(SettingNode, SettingOrigin)] = []
            if let node = written[setting.name], let file {
                candidates.append((node, .file(file.path, line: node.line)))
            }
            if let variable = setting.variable, let text = environment[variable], !text.isEmpty {
                candidates.append((.text(text), .variable(variable)))
            }
            if let flag = setting.flag, let node = flags[setting.name] { candidates.append((node, .flag(flag))) }
            // The weakest first: each is judged, and the strongest stays.
            for (node, origin) in candidates {
                do throws(SettingRefusal) {
                    try setting.assign(node, &effective.settings)
                    effective.origins[setting.name] = origin
                } catch {
                    effective.faults.append(Self.fault(error, of: setting, from: origin))
                }
            }
        }
        effective.faults.sort { ($0.origin.line ?? 0) < ($1.origin.line ?? 0) }
        return effective
    }

    /// The same, and what is wrong with settings beside one another.
    func readAndCompare() -> EffectiveSettings {
        var effective = read()
        for (name, sentence) in effective.settings.contradictions {
            guard let setting = ServerSettings.catalogue.first(where: { $0.name == name }) else { continue }
            let refusal = SettingRefusal(sentence: sentence)
            effective.faults.append(Self.fault(refusal, of: setting, from: effective.origin(of: setting)))
        }
        return effective
    }

    private static func fault(_ refusal: SettingRefusal, of setting: Setting, from origin: SettingOrigin)
        -> SettingFault
    {
        switch origin {
        case .file(let path, let line):
            SettingFault(
                origin: .file(path, line: refusal.line ?? line), sentence: "'\(setting.name)' \(refusal.sentence)")
        // The place names the setting already.
        case .flag, .variable, .default: SettingFault(origin: origin, sentence: refusal.sentence)
        }
    }
}
