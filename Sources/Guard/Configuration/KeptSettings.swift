import Blocklists
package import Settings

/// Settings that were changed while the guard ran: a settings file of its own in the data folder, weaker than everything
/// that an administrator wrote.
package struct KeptSettings: Sendable {
    /// Values by the names of their settings, each as it would stand in a variable.
    package typealias Contents = [String: String]

    let path: String

    package init(_ path: String) { self.path = path }

    /// What is to be changed: values by the names of their settings; `nil` takes an earlier change back.
    package typealias Changes = [String: String?]

    /// Writes changes down, all of them or none. What is read again afterwards is whole, also after a crash. A setting that
    /// counts from the start on is kept for the next one.
    ///
    /// - Parameter effective: what holds now.
    /// - Returns: what was kept before.
    /// - Throws: when there is no such setting, it cannot be kept here, a value is not accepted, something stronger sets it, or
    ///   the disk refuses.
    @discardableResult
    package func change(
        _ changes: Changes, beside effective: EffectiveSettings<GuardConfiguration>
    ) throws(SettingFault) -> Contents {
        var trial = effective.settings
        for (name, value) in changes.sorted(by: { $0.key < $1.key }) {
            let setting = try Self.setting(name)
            if let obstacle = Self.obstacle(to: setting, from: effective.origin(of: setting)) {
                throw Self.fault("'\(name)' \(obstacle)")
            }
            guard let value else { continue }
            do throws(SettingRefusal) {
                // Whatever else such a character meant to YAML, it would not be what was judged.
                guard value.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7f }) else {
                    throw SettingRefusal(sentence: "takes \(setting.accepted), in one line")
                }
                try setting.assign(.text(value), &trial)
            } catch {
                throw Self.fault("'\(name)' \(error.sentence)")
            }
            guard !trial.isDryRun else { throw Self.fault("'\(name)' \(Self.dryRunObstacle)") }
        }
        let before = try written()
        var kept = before
        for (name, value) in changes { kept[name] = value }
        try write(kept)
        return before
    }

    /// The same with one change.
    @discardableResult
    package func change(
        _ name: String, to value: String?, beside effective: EffectiveSettings<GuardConfiguration>
    ) throws(SettingFault) -> Contents {
        try change([name: value], beside: effective)
    }

    static func setting(_ name: String) throws(SettingFault) -> Setting<GuardConfiguration> {
        let catalogue = GuardConfiguration.catalogue
        guard let setting = catalogue.first(where: { $0.name == name }) else {
            throw fault("there is no setting '\(name)'\(NearestName.hint(for: name, among: catalogue.map(\.name)))")
        }
        return setting
    }

    /// What was kept of a change of a setting; `nil`: nothing, or nothing that can be read.
    func value(of name: String) -> String? { (try? written())?[name] }

    /// Why a setting cannot be changed here; `nil` when it can. Follows its name.
    package static func obstacle(
        to setting: Setting<GuardConfiguration>, from origin: SettingOrigin
    ) -> String? {
        switch origin {
        case .kept, .default: break
        case .flag, .variable, .credential, .file: return "is set by \(origin.place), which wins: change it there"
        }
        if setting.shape == .table { return "is too much for one line: change it in the file" }
        return obstacles[setting.name]
    }

    private static let dryRunObstacle =
        "would leave the disk alone, where changes are kept: change it in the file, or switch 'log_only' on"
    /// Of what decides where this file is, and whether there is one.
    private static let obstacles = [
        "data": "says where changes are kept: change it in the file", "dry_run": dryRunObstacle,
        "notifications.sendmail": "names a program that is run: change it in the file",
    ]

    static func fault(_ sentence: String) -> SettingFault { SettingFault(origin: .default, sentence: sentence) }

    func written() throws(SettingFault) -> Contents {
        guard let file = try SettingsPlace<GuardConfiguration>.usual(path).file() else { return [:] }
        return file.sorted(into: GuardConfiguration.catalogue).values.mapValues(\.summary)
    }

    /// In place of everything that was kept.
    package func write(_ kept: Contents) throws(SettingFault) {
        let lines = kept.sorted { $0.key < $1.key }.map { "\($0.key): \(YAMLText.quoted($0.value))\n" }
        let text = "# Changed while the guard ran; everything else that is said about a setting wins over this.\n"
        do throws(BlocklistError) {
            if let slash = path.lastIndex(of: "/") { try StoredFolder(String(path[..<slash])).make() }
            try StoredFile(path).replace(with: Array((text + lines.joined()).utf8))
        } catch {
            throw SettingFault(origin: .kept(path, line: nil), sentence: error.description)
        }
    }
}
