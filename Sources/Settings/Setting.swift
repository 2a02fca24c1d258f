/// One setting: its names, what it takes, what it means, and which value it changes.
package struct Setting<Root: Sendable>: Sendable {
    /// In the file: `log.level` is `level` in the section `log`.
    package let name: String
    /// What it does, as a phrase without a full stop.
    package let summary: String
    package let accepted: String
    package let valueName: String
    package let shape: SettingShape
    package let completion: SettingCompletion
    /// The parts of one entry of a table.
    package let fields: [SettingField]
    /// What a whole number may be; `nil` for what is none.
    package let bounds: ClosedRange<Int>?
    /// Its value is never shown, and never given on a command line, where every user of the machine could read it: there,
    /// and wherever else one likes, a file that holds it is named instead.
    package let isSecret: Bool
    /// A change counts while the program runs.
    package let isReloaded: Bool
    /// A value to show where there is no default.
    package let example: String?
    /// Without its dashes; `nil` where there is none. A secret's takes the name of a file.
    package let flag: String?
    /// The environment variable; `nil` where there is none.
    package let variable: String?
    /// Reads a value and sets it.
    package let assign: @Sendable (SettingNode, inout Root) throws(SettingRefusal) -> Void
    /// Gives the second the value that the first has, also where that is none.
    let copy: @Sendable (Root, inout Root) -> Void
    /// `nil`: nothing is set.
    package let value: @Sendable (Root) -> SettingNode?

    /// - Parameters:
    ///   - flag: what it is called on the command line, when that is not its name.
    ///   - variable: what it is called in the environment, when that is not its name.
    package init<Value: Sendable>(
        _ name: String, _ path: any WritableKeyPath<Root, Value> & Sendable, _ type: SettingType<Value>,
        _ summary: String, flag: String? = nil, variable: String? = nil, example: String? = nil,
        isSecret: Bool = false, isReloaded: Bool = false
    ) {
        self.name = name
        self.summary = summary
        self.isSecret = isSecret
        self.isReloaded = isReloaded
        self.example = example
        accepted = type.accepted
        valueName = isSecret ? "file" : type.valueName
        shape = type.shape
        completion = isSecret ? .file : type.completion
        fields = type.fields
        bounds = type.bounds
        let derived = flag ?? name.replacing(".", with: "-").replacing("_", with: "-")
        switch type.shape {
        case .table: (self.flag, self.variable) = (nil, nil)
        case .one, .toggle, .several:
            self.flag = isSecret ? derived + "-file" : derived
            self.variable = variable ?? "SIKKER_" + name.replacing(".", with: "_").uppercased()
        }
        assign = { (node, settings) throws(SettingRefusal) in
            do throws(SettingRefusal) {
                settings[keyPath: path] = try type.read(node)
            } catch {
                throw isSecret ? SettingRefusal(line: error.line, sentence: "takes \(type.accepted)") : error
            }
        }
        copy = { $1[keyPath: path] = $0[keyPath: path] }
        value = { type.write($0[keyPath: path]) }
    }

    /// What people may see of a value.
    package func shown(_ settings: Root) -> SettingNode? {
        guard let value = value(settings) else { return nil }
        return isSecret ? .text("(secret)") : value
    }
}

/// The other ways to give a secret: each names a file whose first line it is.
extension Setting {
    /// In the settings file.
    package var fileName: String? { isSecret ? name + "_file" : nil }
    package var fileVariable: String? { isSecret ? variable.map { $0 + "_FILE" } : nil }
    /// In the folder of systemd's credentials (systemd.exec(5), LoadCredential).
    package var credentialName: String? {
        isSecret ? name.replacing(".", with: "-").replacing("_", with: "-") : nil
    }
}
