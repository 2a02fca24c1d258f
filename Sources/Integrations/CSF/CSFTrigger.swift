/// What a block by lfd is reported as, by the setting that triggered it. `sikkerapi-csf-report.sh` holds the same table; a test
/// compares them.
package struct CSFTrigger: Hashable, Sendable {
    package let names: [String]
    package let category: String
    /// `nil`: none in particular.
    package let `protocol`: String?

    private init(_ names: String..., as category: String, _ protocol: String? = nil) {
        self.names = names
        self.category = category
        self.protocol = `protocol`
    }

    package static let all = [
        CSFTrigger("LF_SSHD", as: "brute_force", "ssh"),
        CSFTrigger("LF_FTPD", "LF_DISTFTP", as: "brute_force", "ftp"),
        CSFTrigger("LF_SMTPAUTH", "LF_DISTSMTP", as: "brute_force", "smtp"),
        CSFTrigger("LF_POP3D", as: "brute_force", "pop3"),
        CSFTrigger("LF_IMAPD", as: "brute_force", "imap"),
        CSFTrigger("LF_HTACCESS", "LF_CPANEL", "LF_WEBMIN", as: "brute_force", "http"),
        CSFTrigger("LF_MODSEC", "LF_SYMLINK", as: "web_exploit", "http"),
        CSFTrigger("LF_CXS", as: "malware", "http"),
        CSFTrigger("LF_APACHE_401", "LF_APACHE_403", "LF_APACHE_404", as: "bad_bot", "http"),
        CSFTrigger("LF_EXIMSYNTAX", as: "spam", "smtp"),
        CSFTrigger("LF_BIND", as: "dns_abuse"),
        CSFTrigger("LF_DISTATTACK", as: "ddos"),
        CSFTrigger("CT_LIMIT", "PS_LIMIT", as: "port_scan"),
    ]

    var row: [String] {
        [names.map { "`\($0)`" }.joined(separator: ", "), "`\(category)`", `protocol`.map { "`\($0)`" } ?? "–"]
    }
}
