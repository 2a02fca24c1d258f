import Guard

extension ChangeFields {
    private static let hidden = "(secret)"
    /// Names of fields that hold secrets wherever they stand.
    private static let secrets: Set<String> = ["password", "known", "again", "key", "secret"]

    /// That may hold one without anybody saying so.
    private static let unread: Set<String> = [ImportSettingsChange.text]

    /// Whether what is changed is a secret, before and after.
    var areOfSecret: Bool { self["name"].map(GuardConfiguration.isSecret) ?? false }

    /// What the record of changes may hold of them.
    var recorded: [String: String] {
        var shown: [String: String] = [:]
        for (name, value) in values
        where name != FormField.token && name != FormField.back && !Self.unread.contains(name) {
            let isSecret = Self.secrets.contains(name) || name == "value" && areOfSecret
            shown[name] = isSecret ? Self.hidden : value
        }
        return shown
    }

    /// What may be shown again to whoever filled it in.
    var shownAgain: [String: String] { areOfSecret ? [:] : values.filter { !Self.unread.contains($0.key) } }
}
