/// How a tool that administrators run already works with a Sikker server: the files it needs, which the server hands out with its own
/// address in them, and the steps that put them to use.
package struct Integration: Sendable, Identifiable {
    /// Such as `fail2ban`: stands in addresses of pages and on the command line.
    package let id: String
    /// Such as `Fail2Ban`.
    package let title: String
    /// What it does, in one sentence.
    package let summary: String
    package let files: [IntegrationFile]
    package let steps: [IntegrationStep]

    package init(id: String, title: String, summary: String, files: [IntegrationFile], steps: [IntegrationStep]) {
        self.id = id
        self.title = title
        self.summary = summary
        self.files = files
        self.steps = steps
    }
}
