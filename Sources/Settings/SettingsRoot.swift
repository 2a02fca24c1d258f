/// Everything that can be set about one role of the program, with the values it has when nobody says anything.
package protocol SettingsRoot: Sendable {
    /// With every default.
    init()

    /// Every setting there is. A new one is a line in it: file, variable, option, help and example follow.
    static var catalogue: [Setting<Self>] { get }

    /// What the settings are of, and where they stand.
    static var scope: SettingsScope { get }

    /// Settings of which each is good and that make no sense together.
    var contradictions: [SettingContradiction] { get }
}

/// What is wrong with settings beside one another.
package struct SettingContradiction: Equatable, Sendable {
    /// The setting that something is wrong with.
    package var name: String
    /// Follows the name.
    package var sentence: String

    package init(_ name: String, _ sentence: String) {
        self.name = name
        self.sentence = sentence
    }
}
