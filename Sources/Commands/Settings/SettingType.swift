/// What kind of value a setting takes: how it is read, how it is written, and the words for both.
struct SettingType<Value: Sendable>: Sendable {
    /// What is accepted, to follow "takes": `a whole number from 1 to 3650`.
    let accepted: String
    /// What stands for it in a usage line: `number`.
    let valueName: String
    var shape = SettingShape.one
    var completion = SettingCompletion.none
    let read: @Sendable (SettingNode) throws(SettingRefusal) -> Value
    /// `nil`: nothing is set.
    let write: @Sendable (Value) -> SettingNode?
}

/// How a value is laid out, which decides where it can be given.
enum SettingShape: Sendable {
    case one
    /// Yes or no: a flag with a `--no-` twin.
    case toggle
    /// A list in the file, commas in a variable, a repeated option on the command line.
    case several
    /// Too much for a variable or an option: the file only.
    case table
}

/// What a shell offers after the option.
enum SettingCompletion: Sendable {
    case none
    case file
    case folder
    case words([String])
}
