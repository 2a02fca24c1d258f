import Blocklists
import IPNetworks

/// What files say about this host. Read anew each time: they are small, and change without notice.
package struct HostFiles: Sendable {
    /// In the format of resolv.conf(5). The second is where systemd-resolved keeps the servers behind its own.
    package var resolverFiles = ["/etc/resolv.conf", "/run/systemd/resolve/resolv.conf"]
    /// The configuration of OpenSSH, sshd_config(5), and the folder of its parts.
    package var sshConfiguration = "/etc/ssh/sshd_config"
    package var sshConfigurationFolder = "/etc/ssh/sshd_config.d"

    /// Longer files are not read.
    private static let mostBytes = 1 << 20
    /// Of resolvers and ports; more are left out.
    private static let most = 64

    package init() {}

    /// The addresses behind `nameserver`, without the interface that a link-local one may name.
    func resolvers() -> [IPAddress] {
        let addresses = resolverFiles.flatMap(Self.lines).compactMap { words -> IPAddress? in
            guard words.count >= 2, words[0] == "nameserver" else { return nil }
            return IPAddress(String(words[1].prefix { $0 != "%" }))
        }
        return Array(Set(addresses).sorted().prefix(Self.most))
    }

    /// The ports behind `Port` and `ListenAddress`; 22 among them in any case.
    func sshPorts() -> [UInt16] {
        let parts = (try? StoredFolder(sshConfigurationFolder).names()) ?? []
        let files =
            [sshConfiguration] + parts.filter { $0.hasSuffix(".conf") }.map { "\(sshConfigurationFolder)/\($0)" }
        var ports: Set<UInt16> = [22]
        for words in files.prefix(Self.most).flatMap(Self.lines) where words.count >= 2 && ports.count < Self.most {
            switch words[0].lowercased() {
            case "port":
                if let port = UInt16(words[1]) { ports.insert(port) }
            case "listenaddress":
                // host:port or [address]:port; an IPv6 address without brackets has no port
                guard let colon = words[1].lastIndex(of: ":") else { break }
                let host = words[1][..<colon]
                if host.last == "]" || !host.contains(":"), let port = UInt16(words[1][words[1].index(after: colon)...])
                {
                    ports.insert(port)
                }
            default: break
            }
        }
        return ports.sorted()
    }

    /// The lines of a file in words, without comments; none when it cannot be read.
    private static func lines(of path: String) -> [[Substring]] {
        guard let bytes = try? StoredFile(path).read(limit: mostBytes, followingLinks: true) else { return [] }
        return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).compactMap { line in
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "=" })
            guard let first = words.first, first.first != "#", first.first != ";" else { return nil }
            return words
        }
    }
}
