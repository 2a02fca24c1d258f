import ArgumentParser
import Settings

/// Settings as command line options: one for each entry of a catalogue that has a flag, and `--config`.
///
/// The parser finds options by looking at a value's mirror; this one shows it the catalogue's instead of declared
/// properties, so that a setting is declared once.
struct SettingOptions<Root: SettingsRoot>: ParsableArguments, CustomReflectable, Sendable {
    /// One option, before and after it is read.
    private enum Definition: Sendable {
        case one(Option<String?>)
        case several(Option<[String]>)
        case toggle(Flag<Bool?>)
    }

    private static var configName: String { "config" }

    private var config: Option<String?>
    private var definitions: [(setting: Setting<Root>, flag: String, definition: Definition)]

    init() {
        config = Option(
            name: .customLong(Self.configName),
            help: ArgumentHelp(
                "The settings file (default: \(Root.scope.variable), or \(SettingsPlace<Root>.usualPath) if it is there).",
                valueName: "file"), completion: .file())
        definitions = Root.catalogue.compactMap { setting in
            setting.flag.map { (setting, $0, Self.definition(of: setting, $0)) }
        }
    }

    init(from decoder: any Decoder) throws {
        self.init()
        let container = try decoder.container(keyedBy: Name.self)
        config = try container.decode(Option<String?>.self, forKey: Name(Self.configName))
        for index in definitions.indices {
            let name = Name(definitions[index].flag)
            switch definitions[index].definition {
            case .one: definitions[index].definition = .one(try container.decode(Option<String?>.self, forKey: name))
            case .several:
                definitions[index].definition = .several(try container.decode(Option<[String]>.self, forKey: name))
            case .toggle: definitions[index].definition = .toggle(try container.decode(Flag<Bool?>.self, forKey: name))
            }
        }
    }

    var customMirror: Mirror {
        let children: [Mirror.Child] = definitions.map { entry in
            switch entry.definition {
            case .one(let option): (entry.flag, option)
            case .several(let option): (entry.flag, option)
            case .toggle(let flag): (entry.flag, flag)
            }
        }
        return Mirror(self, children: [(Self.configName, config)] + children, displayStyle: .struct)
    }

    private static func definition(of setting: Setting<Root>, _ flag: String) -> Definition {
        let text = setting.isSecret ? "" : setting.value(Root())?.summary ?? ""
        let summary = (setting.isSecret ? "a file that holds " : "") + setting.summary
        let sentence = summary.prefix(1).uppercased() + summary.dropFirst()
        let help = ArgumentHelp(
            "\(sentence)\(setting.shape == .several ? "; may be repeated" : "")"
                + (text.isEmpty || setting.shape == .toggle ? "." : " (default: \(text))."),
            valueName: setting.valueName)
        let completion: CompletionKind =
            switch setting.completion {
            case .none: .default
            case .file: .file()
            case .folder: .directory
            case .words(let words): .list(words)
            }
        switch setting.shape {
        case .toggle: return .toggle(Flag(name: .customLong(flag), inversion: .prefixedNo, help: help))
        case .several:
            let option = Option<[String]>(
                wrappedValue: [], name: .customLong(flag), parsing: .singleValue, help: help, completion: completion)
            return .several(option)
        case .one, .table: return .one(Option(name: .customLong(flag), help: help, completion: completion))
        }
    }

    /// What was given, and the environment.
    var sources: SettingSources<Root> {
        var sources = SettingSources<Root>(environment: Environment.all)
        for (setting, _, definition) in definitions {
            switch definition {
            case .one(let option):
                guard let text = option.wrappedValue.map({ Self.absolute($0, setting) }) else { continue }
                if setting.isSecret {
                    sources.secretFiles[setting.name] = text
                } else {
                    sources.flags[setting.name] = .text(text)
                }
            case .several(let option):
                if !option.wrappedValue.isEmpty {
                    sources.flags[setting.name] = .list(option.wrappedValue.map { Self.absolute($0, setting) })
                }
            case .toggle(let flag):
                if let isOn = flag.wrappedValue { sources.flags[setting.name] = .text("\(isOn)") }
            }
        }
        return sources
    }

    /// Paths do not depend on where the program is started once they are options.
    private static func absolute(_ text: String, _ setting: Setting<Root>) -> String {
        switch setting.completion {
        case .file, .folder: text.isEmpty || text == "-" ? text : AbsolutePath.of(text)
        case .none, .words: text
        }
    }

    var place: SettingsPlace<Root> { SettingsPlace(option: config.wrappedValue) }

    /// A wrong option is wrong use, whatever the file says.
    func validate() throws {
        if let fault = SettingSources<Root>(flags: sources.flags).read().faults.first {
            throw ValidationError("\(fault)")
        }
    }

    /// Reads the file, the environment and the options.
    func effective() -> EffectiveSettings<Root> { .reading(place, sources) }

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) { stringValue = name }
        init(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }
}

extension SettingsPlace {
    /// - Parameter option: what `--config` says.
    init(option: String?) { self.init(flag: option.map(AbsolutePath.of), environment: Environment.all) }

    /// Where a file is looked for here.
    static var usualPath: String { Root.scope.usualPath(Environment.all) }
}
