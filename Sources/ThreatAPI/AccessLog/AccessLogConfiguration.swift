/// Where a line for every request goes.
package enum AccessLogConfiguration: Equatable, Sendable {
    case standardOutput
    /// Appended to; opened anew when another file stands at its path, or none.
    case file(String)

    /// `-` is standard output.
    package init(_ text: String) { self = text == "-" ? .standardOutput : .file(text) }
}
