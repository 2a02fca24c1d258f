/// One setting of the server: its names, what it takes, what it means, and which value it changes.
struct Setting: Sendable {
    /// In the file: `log.level` is `level` in the section `log`.
    let name: String
    /// What it does, as a phrase without a full stop.
    let summary: String
    let accepted: String
    let valueName: String
    let shape: SettingShape
    let completion: SettingCompletion
    /// Its value is never shown, and cannot be given on a command line, where every user of the machine could read it.
    let isSecret: Bool
    /// A change counts while the server runs.
    let isReloaded: Bool
    /// A value to show where there is no default.
    let example: String?
    /// Without its dashes; `nil` where there is none.
    let flag: String?
    /// Reads a value and sets it.
    let assign: @Sendable (SettingNode, inout ServerSettings) throws(SettingRefusal) -> Void
    /// `nil`: nothing is set.
    let value: @Sendable (ServerSettings) -> SettingNode?

    /// - Parameter flag: what it is called on the command line, when that is not its name.
    init<Value: Sendable>(
        _ name: String, _ path: any WritableKeyPath<ServerSettings, Value> & Sendable, _ type: SettingType<Value>,
        _ summary: String, flag: String? = nil, example: String? = nil, isSecret: Bool = false, isReloaded: Bool = false
    ) {
        self.name = name
        self.summary = summary
        self.isSecret = isSecret
        self.isReloaded = isReloaded
        self.example = example
        accepted = type.accepted
        valueName = type.valueName
        shape = type.shape
        completion = type.completion
        let derived = flag ?? name.replacing(".", with: "-").replacing("_", with: "-")
        switch type.shape {
        case .table: self.flag = nil
        case .one, .toggle, .several: self.flag = isSecret ? nil : derived
        }
        assign = { (node, settings) throws(SettingRefusal) in settings[keyPath: path] = try type.read(node) }
        value = { type.write($0[keyPath: path]) }
    }

    /// The environment variable; `nil` where there is none.
    var variable: String? {
        switch shape {
        case .table: nil
        case .one, .toggle, .several: "SIKKER_" + name.replacing(".", with: "_").uppercased()
        }
    }

    /// What people may see of a value.
    func shown(_ settings: ServerSettings) -> SettingNode? {
        guard let value = value(settings) else { return nil }
        return isSecret ? .text("(secret)") : value
    }
}
