/// Why the server does not run. ``description`` is a sentence for the user.
package enum ThreatAPIError: Error, CustomStringConvertible {
    case folder(path: String, reason: String)
    /// Another server works on the same folder.
    case folderInUse(path: String)
    case cannotListen(host: String, port: Int, reason: String)
    case catalogue(String)
    case mailSender(String)
    case certificate(file: String, reason: String)

    package var description: String {
        switch self {
        case .folder(let path, let reason): "the data folder \(path) cannot be used: \(reason)"
        case .folderInUse(let path): "another server is using the data folder \(path)"
        case .cannotListen(let host, let port, let reason): "cannot listen on \(host):\(port): \(reason)"
        case .mailSender(let text):
            "'\(text)' cannot be the sender of mail: an address such as sikker@example.com is needed"
        case .catalogue(let reason): "the rules that came with this program cannot be used: \(reason)"
        case .certificate(let file, let reason): "the certificate \(file) cannot be used: \(reason)"
        }
    }
}
