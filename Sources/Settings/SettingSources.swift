/// What somebody has said about settings, by all the ways there are.
package struct SettingSources<Root: SettingsRoot>: Sendable {
    /// By the setting's name. For a secret, the secret itself: whoever puts it here had it from nobody's command line.
    package var flags: [String: SettingNode]
    /// What options named for a secret, by the setting's name.
    package var secretFiles: [String: String]
    /// By the variable's name.
    package var environment: [String: String]
    package var file: SettingsFile?
    /// What was changed while the program ran. Weaker than everything that an administrator wrote.
    package var kept: SettingsFile?

    /// Where systemd puts credentials (systemd.exec(5)).
    private static var credentialsVariable: String { "CREDENTIALS_DIRECTORY" }

    package init(
        flags: [String: SettingNode] = [:], secretFiles: [String: String] = [:], environment: [String: String] = [:],
        file: SettingsFile? = nil, kept: SettingsFile? = nil
    ) {
        self.flags = flags
        self.secretFiles = secretFiles
        self.environment = environment
        self.file = file
        self.kept = kept
    }

    /// The settings that hold, where each comes from, and what is wrong with each by itself. What is wrong is left as it was.
    package func read() -> EffectiveSettings<Root> {
        var effective = EffectiveSettings<Root>(file: file?.path)
        let catalogue = Root.catalogue
        let (keptValues, keptFaults) = kept?.sorted(into: catalogue) ?? ([:], [])
        let (written, faults) = file?.sorted(into: catalogue) ?? ([:], [])
        effective.faults = keptFaults + faults
        for setting in catalogue {
            // The weakest first: each is judged, and the strongest stays.
            for candidate in candidates(for: setting, kept: keptValues, written: written) {
                do throws(SettingRefusal) {
                    try setting.assign(try candidate.node(), &effective.settings)
                    effective.origins[setting.name] = candidate.origin
                } catch {
                    effective.faults.append(Self.fault(error, of: setting, from: candidate.origin))
                }
            }
        }
        effective.faults.sort { ($0.origin.line ?? 0) < ($1.origin.line ?? 0) }
        return effective
    }

    /// The same, and what is wrong with settings beside one another.
    package func readAndCompare() -> EffectiveSettings<Root> {
        var effective = read()
        for contradiction in effective.settings.contradictions {
            guard let setting = Root.catalogue.first(where: { $0.name == contradiction.name }) else { continue }
            let refusal = SettingRefusal(sentence: contradiction.sentence)
            effective.faults.append(Self.fault(refusal, of: setting, from: effective.origin(of: setting)))
        }
        return effective
    }

    /// One value that somebody has given.
    private enum Candidate {
        case value(SettingNode, SettingOrigin)
        /// The file that a secret stands in.
        case secret(path: String, SettingOrigin)

        var origin: SettingOrigin {
            switch self {
            case .value(_, let origin), .secret(_, let origin): origin
            }
        }

        func node() throws(SettingRefusal) -> SettingNode {
            switch self {
            case .value(let node, _): return node
            case .secret(let path, _):
                do throws(SecretFileError) {
                    return .text(try SecretFile.read(path))
                } catch {
                    throw SettingRefusal(sentence: "names a file that cannot be used: \(error)")
                }
            }
        }
    }

    private func candidates(
        for setting: Setting<Root>, kept: [String: SettingNode], written: [String: SettingNode]
    ) -> [Candidate] {
        var candidates: [Candidate] = []
        if let node = kept[setting.name], let file = self.kept {
            candidates.append(.value(node, .kept(file.path, line: node.line)))
        }
        if let file {
            if let name = setting.fileName, let node = written[name] {
                candidates.append(.secret(path: node.summary, .file(file.path, line: node.line)))
            }
            if let node = written[setting.name] {
                candidates.append(.value(node, .file(file.path, line: node.line)))
            }
        }
        if let name = setting.credentialName, let folder = environment[Self.credentialsVariable], !folder.isEmpty,
            SecretFile.exists("\(folder)/\(name)")
        {
            candidates.append(.secret(path: "\(folder)/\(name)", .credential(name)))
        }
        if let variable = setting.fileVariable, let path = environment[variable], !path.isEmpty {
            candidates.append(.secret(path: path, .variable(variable)))
        }
        if let variable = setting.variable, let text = environment[variable], !text.isEmpty {
            candidates.append(.value(.text(text), .variable(variable)))
        }
        if let flag = setting.flag {
            if let path = secretFiles[setting.name] { candidates.append(.secret(path: path, .flag(flag))) }
            if let node = flags[setting.name] { candidates.append(.value(node, .flag(flag))) }
        }
        return candidates
    }

    private static func fault(
        _ refusal: SettingRefusal, of setting: Setting<Root>, from origin: SettingOrigin
    ) -> SettingFault {
        let named = "'\(setting.name)' \(refusal.sentence)"
        return switch origin {
        case .file(let path, let line):
            SettingFault(origin: .file(path, line: refusal.line ?? line), sentence: named)
        case .kept(let path, let line):
            SettingFault(origin: .kept(path, line: refusal.line ?? line), sentence: named)
        case .default: SettingFault(origin: origin, sentence: named)
        // The place names the setting already.
        case .flag, .variable, .credential: SettingFault(origin: origin, sentence: refusal.sentence)
        }
    }
}
