/// What the bans of a jail that comes with fail2ban are reported as.
package struct Fail2BanJail: Hashable, Sendable {
    package let name: String
    package let category: String
    /// `nil`: none in particular.
    package let `protocol`: String?

    private init(_ name: String, _ category: String, _ protocol: String?) {
        self.name = name
        self.category = category
        self.protocol = `protocol`
    }

    package static let all = [
        Fail2BanJail("sshd", "brute_force", "ssh"),
        Fail2BanJail("apache-auth", "brute_force", "http"),
        Fail2BanJail("nginx-http-auth", "brute_force", "http"),
        Fail2BanJail("apache-badbots", "bad_bot", "http"),
        Fail2BanJail("nginx-botsearch", "bad_bot", "http"),
        Fail2BanJail("postfix", "spam", "smtp"),
        Fail2BanJail("postfix-sasl", "brute_force", "smtp"),
        Fail2BanJail("dovecot", "brute_force", "imap"),
        Fail2BanJail("vsftpd", "brute_force", "ftp"),
        Fail2BanJail("proftpd", "brute_force", "ftp"),
        Fail2BanJail("mysqld-auth", "brute_force", "mysql"),
        Fail2BanJail("recidive", "other", nil),
    ]

    var row: [String] { ["`\(name)`", "`\(category)`", `protocol`.map { "`\($0)`" } ?? "–"] }
}
