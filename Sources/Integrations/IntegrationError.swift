/// Why no file can be made for a server.
package enum IntegrationError: Error, Hashable, CustomStringConvertible {
    case noBaseURL(String)
    case noVersion(String)

    package var description: String {
        switch self {
        case .noBaseURL(let text):
            "'\(text.prefix(200))' cannot stand in a script; the address of a server is one like https://sikker.example, "
                + "with a port and a path of letters, digits and -._~ if need be"
        case .noVersion(let text): "'\(text.prefix(200))' is no version; one is like 1.2.0"
        }
    }
}
