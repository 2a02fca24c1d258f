import Settings

/// What was changed while the guard ran, as a file that people keep and give to other guards.
extension KeptSettings {
    /// Bytes of such a file.
    package static let mostBytes = 1 << 16
    /// As which messages name it.
    package static let fileName = "settings.yaml"

    /// As an administrator would write it into the settings file. Secrets are left out.
    var text: String {
        let kept = effective
        let written = SettingsText.text(of: kept.settings) { kept.origins[$0.name] != nil }
        return "# What was changed while Sikker guard ran. Secrets are not in it.\n" + written
    }

    /// In one line, for people.
    var summary: String {
        let kept = effective
        let parts = GuardConfiguration.catalogue.filter { kept.origins[$0.name] != nil && !$0.isSecret }
            .map { "\($0.name): \($0.value(kept.settings)?.summary ?? "")" }
        return parts.isEmpty ? "nothing changed" : parts.joined(separator: "; ")
    }

    /// What is kept, beside nothing else.
    private var effective: EffectiveSettings<GuardConfiguration> {
        let file = (try? SettingsPlace<GuardConfiguration>.usual(path).file()) ?? nil
        return SettingSources(kept: file).read()
    }

    /// What a settings file would change.
    ///
    /// - Parameters:
    ///   - isReplacing: whatever else is kept goes, but for secrets.
    ///   - effective: what holds now.
    /// - Throws: when it cannot be read, or says something that cannot be kept.
    func changes(
        in text: String, isReplacing: Bool, beside effective: EffectiveSettings<GuardConfiguration>
    ) throws(SettingFault) -> Changes {
        let kept = try written()
        var changes: Changes = [:]
        var named: Set<String> = []
        for (setting, value) in try Self.values(in: text) {
            named.insert(setting.name)
            let node = Self.value(of: setting, value)
            if let earlier = kept[setting.name], Self.value(of: setting, earlier) == node { continue }
            // What cannot be changed here and is so anyway need not be said.
            let isFixed = Self.obstacle(to: setting, from: effective.origin(of: setting)) != nil
            if isFixed, node == setting.value(effective.settings) { continue }
            changes[setting.name] = .some(value)
        }
        guard isReplacing else { return changes }
        for setting in GuardConfiguration.catalogue where !setting.isSecret {
            guard kept[setting.name] != nil, !named.contains(setting.name),
                Self.obstacle(to: setting, from: effective.origin(of: setting)) == nil
            else { continue }
            changes.updateValue(nil, forKey: setting.name)
        }
        return changes
    }

    /// - Returns: settings with their values in one line, as they are kept.
    private static func values(
        in text: String
    ) throws(SettingFault) -> [(setting: Setting<GuardConfiguration>, value: String)] {
        guard text.utf8.count <= mostBytes else {
            throw fault("the settings may have at most \(mostBytes >> 10) KB")
        }
        let (values, faults) = try SettingsFile(path: fileName, text: text).sorted(into: GuardConfiguration.catalogue)
        if let fault = faults.first { throw fault }
        var found: [(Setting<GuardConfiguration>, String)] = []
        for (name, node) in values.sorted(by: { $0.key < $1.key }) {
            func refusal(_ sentence: String) -> SettingFault {
                SettingFault(origin: .file(fileName, line: node.line), sentence: "'\(name)' \(sentence)")
            }
            // The file of a secret is a name of its own.
            guard let setting = GuardConfiguration.catalogue.first(where: { $0.name == name }), !setting.isSecret else {
                throw refusal("is about a secret, which is entered by itself: take the line out")
            }
            var written = GuardConfiguration()
            do throws(SettingRefusal) {
                try setting.assign(node, &written)
            } catch {
                throw refusal(error.sentence)
            }
            guard setting.value(written) == value(of: setting, node.summary) else {
                throw refusal("is too much for one line: write it into the settings file of that machine")
            }
            found.append((setting, node.summary))
        }
        return found
    }

    /// As every way of writing the same value says it; `nil` for what is none.
    private static func value(of setting: Setting<GuardConfiguration>, _ text: String) -> SettingNode? {
        var settings = GuardConfiguration()
        return (try? setting.assign(.text(text), &settings)).flatMap { setting.value(settings) }
    }
}
