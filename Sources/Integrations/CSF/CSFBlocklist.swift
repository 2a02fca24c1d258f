/// The line in `/etc/csf/csf.blocklists` by which CSF fetches a server's list: `NAME|INTERVAL|MAX|URL`. CSF sends no header fields, so
/// the key stands in the URL.
package enum CSFBlocklist {
    /// - Parameter key: or a word that stands for one.
    /// - Returns: a template for ``IntegrationServer/filled(_:)``.
    package static func line(key: String) -> String {
        "SIKKERAPI|86400|10000|@BASE_URL@/v1/key/blacklist?key=\(key)&plaintext=true&scoreMinimum=70"
    }
}
