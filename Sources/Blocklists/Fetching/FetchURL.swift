package import APIClient

/// Where a list is: an `http` or `https` URL with its query.
package struct FetchURL: Hashable, Sendable {
    /// Scheme, host and port.
    package let server: ServerURL
    /// Path and query, as they go on the wire.
    let target: String

    package static let longest = 2048

    /// - Throws: ``BlocklistError/notAListURL(_:reason:)``
    package init(_ text: String) throws(BlocklistError) {
        // What is behind the question mark may be a password.
        let shown = String(text.prefix { $0 != "?" }.prefix(200))
        func refuse(_ reason: String) -> BlocklistError { .notAListURL(shown, reason: reason) }
        guard text.utf8.count <= Self.longest else { throw refuse("it is longer than \(Self.longest) bytes") }
        guard text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw refuse("it holds spaces or characters beyond ASCII")
        }
        let lowered = text.lowercased()
        guard lowered.hasPrefix("http://") || lowered.hasPrefix("https://") else {
            throw refuse("it begins with neither http:// nor https://")
        }
        let scheme = lowered.hasPrefix("https://") ? "https://" : "http://"
        let rest = text.dropFirst(scheme.count).prefix { $0 != "#" }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        do throws(APIError) {
            server = try ServerURL(scheme + authority)
        } catch {
            throw refuse("it names no host, or more than a host with an optional port")
        }
        let path = rest.dropFirst(authority.count)
        target = path.first == "/" ? String(path) : "/" + path
    }

    package var isEncrypted: Bool { server.isEncrypted }

    /// The name or address of the server.
    package var host: String { server.host }

    /// All of it, as it is asked for.
    package var text: String { server.description + target }

    /// Where a redirect leads (RFC 9110 §10.2.2, RFC 3986 §5.2); `nil` for what is not HTTP.
    func resolving(_ reference: String) -> FetchURL? {
        let reference = String(reference.prefix { $0 != "#" })
        let path = target.prefix { $0 != "?" }
        let absolute: String
        if reference.lowercased().hasPrefix("http://") || reference.lowercased().hasPrefix("https://") {
            absolute = reference
        } else if reference.hasPrefix("//") {
            absolute = (isEncrypted ? "https:" : "http:") + reference
        } else if reference.hasPrefix("/") {
            absolute = server.description + reference
        } else if reference.isEmpty || reference.hasPrefix("?") {
            absolute = server.description + path + reference
        } else if reference.prefix(while: { $0 != "/" }).contains(":") {
            return nil
        } else {
            absolute = server.description + Self.folder(of: path) + reference
        }
        return try? FetchURL(absolute)
    }

    /// With the slash at its end.
    private static func folder(of path: Substring) -> Substring {
        path.lastIndex(of: "/").map { path[...$0] } ?? "/"
    }
}

extension FetchURL: CustomStringConvertible {
    /// Without the query, which may hold a password.
    package var description: String { server.description + target.prefix { $0 != "?" } }
}
