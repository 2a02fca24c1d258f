/// What kind of value a setting takes: how it is read, how it is written, and the words for both.
package struct SettingType<Value: Sendable>: Sendable {
    /// What is accepted, to follow "takes": `a whole number from 1 to 3650`.
    package let accepted: String
    /// What stands for it in a usage line: `number`.
    package let valueName: String
    package var shape = SettingShape.one
    package var completion = SettingCompletion.none
    /// The parts of one entry of a table.
    package var fields: [SettingField] = []
    /// What a whole number may be; `nil` for what is none.
    package var bounds: ClosedRange<Int>?
    package let read: @Sendable (SettingNode) throws(SettingRefusal) -> Value
    /// `nil`: nothing is set.
    package let write: @Sendable (Value) -> SettingNode?

    package init(
        accepted: String, valueName: String, shape: SettingShape = .one, completion: SettingCompletion = .none,
        fields: [SettingField] = [],
        read: @escaping @Sendable (SettingNode) throws(SettingRefusal) -> Value,
        write: @escaping @Sendable (Value) -> SettingNode?
    ) {
        self.accepted = accepted
        self.valueName = valueName
        self.shape = shape
        self.completion = completion
        self.fields = fields
        self.read = read
        self.write = write
    }
}

/// A part of an entry of a table.
package struct SettingField: Sendable {
    package let name: String
    /// What it means and takes.
    package let meaning: String

    package init(name: String, meaning: String) {
        self.name = name
        self.meaning = meaning
    }
}

/// How a value is laid out, which decides where it can be given.
package enum SettingShape: Sendable {
    case one
    /// Yes or no: a flag with a `--no-` twin.
    case toggle
    /// A list in the file, commas in a variable, a repeated option on the command line.
    case several
    /// Too much for a variable or an option: the file only.
    case table
}

/// What a shell offers after the option.
package enum SettingCompletion: Sendable {
    case none
    case file
    case folder
    case words([String])
}
