/// How the guard logs.
package struct GuardLogOptions: Equatable, Sendable {
    /// The least that is logged.
    package enum Level: String, CaseIterable, Sendable {
        case debug, info, warning, error
    }

    package var level = Level.info
    /// One JSON object a line, instead of text.
    package var isJSON = false

    package init() {}
}
