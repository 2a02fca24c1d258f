import Glibc

/// Which files say where addresses are.
package struct PlaceConfiguration: Sendable, Equatable {
    /// Databases, of which for each field of each address the first that knows it is right; `nil` for those that Debian's
    /// `tor-geoipdb` installs, as far as they are there.
    package var databases: [String]?
    /// Lists of the Tor network's exits: an address or network a line, comments behind `#`.
    package var torExits: [String] = []
    /// Lists of proxies, in the same form.
    package var proxies: [String] = []

    package init() {}

    /// Where the package `tor-geoipdb` puts its files.
    package static let debianDatabases = ["/usr/share/tor/geoip", "/usr/share/tor/geoip6"]

    /// The databases, in the order of their precedence.
    package var effectiveDatabases: [String] {
        databases ?? Self.debianDatabases.filter { access($0, F_OK) == 0 }
    }

    /// All files, in the order in which they are read.
    package var files: [PlaceFile] {
        effectiveDatabases.map { PlaceFile(path: $0, role: .database) }
            + torExits.map { PlaceFile(path: $0, role: .torExits) }
            + proxies.map { PlaceFile(path: $0, role: .proxies) }
    }
}
