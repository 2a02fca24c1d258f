import Guard
import Settings

/// A setting as pages and API show it.
struct SettingEntry: Encodable, Equatable, Sendable {
    /// What is entered, which decides what it is entered with.
    enum Kind: String, Encodable {
        case toggle, number, choice, text, list, secret, table
    }

    var name: String
    /// For people: `Report interval`.
    var title: String
    /// What it does, as a phrase.
    var summary: String
    /// What it takes, to follow "takes".
    var accepted: String
    var kind: Kind
    /// As it is entered; `nil` for secrets, and where nothing is set.
    var value: String?
    var isSet: Bool
    /// `nil`: nothing is set by default.
    var standard: String?
    /// `flag`, `variable`, `credential`, `file`, `dashboard` or `default`.
    var origin: String
    /// Where it is set: a variable, a line of a file. `nil` for `dashboard` and `default`.
    var place: String?
    /// Why it cannot be changed here, to follow its name; `nil` when it can.
    var obstacle: String?
    /// Whether a change counts while the guard runs.
    var isReloaded: Bool
    /// What holds until the guard is started again, where that is something else.
    var inForce: String?
    var least: Int?
    var most: Int?
    /// What a choice is made of.
    var choices: [String]
}

extension SettingEntry {
    /// - Parameters:
    ///   - effective: what is said about the settings; `nil`: they cannot change.
    ///   - current: what holds.
    init(
        _ setting: Setting<GuardConfiguration>, _ effective: EffectiveSettings<GuardConfiguration>?,
        current: GuardConfiguration
    ) {
        let settings = effective?.settings ?? current
        let origin = effective?.origin(of: setting) ?? .default
        let value = setting.value(settings)
        let shown = setting.isSecret ? nil : value.map(Self.text)
        let held = setting.value(current)
        name = setting.name
        title = SettingTitle.of(setting.name)
        summary = setting.summary
        accepted = setting.accepted
        kind = Self.kind(of: setting)
        self.value = shown
        isSet = value != nil
        standard =
            setting.isSecret
            ? nil : setting.value(GuardConfiguration()).map(Self.text).flatMap { $0.isEmpty ? nil : $0 }
        self.origin = origin.kind
        place =
            switch origin {
            case .kept, .default: nil
            case .flag, .variable, .credential, .file: origin.place
            }
        obstacle =
            effective == nil
            ? "cannot change while this guard runs" : KeptSettings.obstacle(to: setting, from: origin)
        isReloaded = setting.isReloaded
        inForce =
            setting.isReloaded || value == held
            ? nil : setting.isSecret ? "another value" : held.map(Self.text) ?? "not set"
        least = setting.bounds?.lowerBound
        most = setting.bounds?.upperBound
        choices = if kind == .choice, case .words(let words) = setting.completion { words } else { [] }
    }

    private static func text(_ node: SettingNode) -> String { node.summary }

    private static func kind(of setting: Setting<GuardConfiguration>) -> Kind {
        if setting.isSecret { return .secret }
        switch setting.shape {
        case .toggle: return .toggle
        case .several: return .list
        case .table: return .table
        case .one:
            if setting.bounds != nil { return .number }
            if case .words = setting.completion { return .choice }
            return .text
        }
    }
}
