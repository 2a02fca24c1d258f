/// A step of setting an integration up: a title and what stands under it. All texts may have the fields that
/// ``IntegrationServer/filled(_:)`` fills in.
package struct IntegrationStep: Sendable {
    package let title: String
    package let parts: [Part]

    package init(_ title: String, _ parts: Part...) {
        self.title = title
        self.parts = parts
    }

    package enum Part: Sendable {
        /// Sentences. What stands between backquotes is code.
        case text(String)
        /// What is typed at a shell's prompt, a command a line.
        case commands(String)
        /// What a command prints.
        case output(String)
        /// What stands, or is to be put, into a file.
        case excerpt(of: String, String)
        /// What stands between backquotes in a cell is code.
        case table(columns: [String], rows: [[String]])
    }
}
