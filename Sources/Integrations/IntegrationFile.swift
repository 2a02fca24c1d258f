/// One file of an integration, as a template under `Resources/`.
package struct IntegrationFile: Sendable {
    /// The path on the server, such as `/fail2ban/sikkerapi.conf`.
    package let path: String
    /// Where it is installed, such as `/etc/fail2ban/action.d/sikkerapi.conf`.
    package let destination: String
    /// The permissions it is installed with, such as `0o755`.
    package let mode: UInt32
    /// With the fields that ``IntegrationServer/filled(_:)`` fills in.
    package let template: String

    /// - Parameter resource: the file's path under `Resources/`.
    package init(path: String, destination: String, mode: UInt32, resource: String) {
        self.path = path
        self.destination = destination
        self.mode = mode
        template = Self.text(of: resource)
    }

    /// The file as a server hands it out.
    package func text(for server: IntegrationServer) -> String { server.filled(template) }

    /// A line that stands for another file under `Resources/`, so that what several scripts do alike is written once.
    private static let inclusion = "# @include "

    private static func text(of resource: String) -> String {
        guard let file = EmbeddedResources.files.first(where: { $0.name == resource }) else { return "" }
        return file.text.description.split(separator: "\n", omittingEmptySubsequences: false)
            .map { line in
                guard line.hasPrefix(inclusion) else { return String(line) }
                let included = text(of: String(line.dropFirst(inclusion.count)))
                return included.hasSuffix("\n") ? String(included.dropLast()) : included
            }
            .joined(separator: "\n")
    }
}
