/// Texts of a server that every visitor sees the same: facts of the distribution in the form its files have.
enum ServerTexts {
    /// /etc/motd: administrators have taken the distribution's words out.
    static let motd: ByteString = ""

    /// os-release(5).
    static let release = """
        PRETTY_NAME="Debian GNU/Linux 11 (bullseye)"
        NAME="Debian GNU/Linux"
        VERSION_ID="11"
        VERSION="11 (bullseye)"
        VERSION_CODENAME=bullseye
        ID=debian
        HOME_URL="https://www.debian.org/"
        SUPPORT_URL="https://www.debian.org/support"
        BUG_REPORT_URL="https://bugs.debian.org/"

        """

    /// Names and ports of the IANA registry that servers meet.
    static let services: String = {
        let rows = [
            ("tcpmux", "1/tcp"), ("echo", "7/tcp"), ("echo", "7/udp"), ("discard", "9/tcp"), ("discard", "9/udp"),
            ("systat", "11/tcp"), ("daytime", "13/tcp"), ("netstat", "15/tcp"), ("qotd", "17/tcp"),
            ("chargen", "19/tcp"), ("ftp-data", "20/tcp"), ("ftp", "21/tcp"), ("ssh", "22/tcp"), ("telnet", "23/tcp"),
            ("smtp", "25/tcp"), ("time", "37/tcp"), ("whois", "43/tcp"), ("tacacs", "49/tcp"), ("domain", "53/tcp"),
            ("domain", "53/udp"), ("bootps", "67/udp"), ("bootpc", "68/udp"), ("tftp", "69/udp"), ("gopher", "70/tcp"),
            ("finger", "79/tcp"), ("http", "80/tcp"), ("kerberos", "88/tcp"), ("pop3", "110/tcp"),
            ("sunrpc", "111/tcp"), ("sunrpc", "111/udp"), ("auth", "113/tcp"), ("nntp", "119/tcp"), ("ntp", "123/udp"),
            ("netbios-ns", "137/udp"), ("netbios-dgm", "138/udp"), ("netbios-ssn", "139/tcp"), ("imap2", "143/tcp"),
            ("snmp", "161/udp"), ("snmp-trap", "162/udp"), ("bgp", "179/tcp"), ("irc", "194/tcp"), ("ldap", "389/tcp"),
            ("https", "443/tcp"), ("https", "443/udp"), ("microsoft-ds", "445/tcp"), ("submissions", "465/tcp"),
            ("isakmp", "500/udp"), ("syslog", "514/udp"), ("printer", "515/tcp"), ("submission", "587/tcp"),
            ("ldaps", "636/tcp"), ("rsync", "873/tcp"), ("imaps", "993/tcp"), ("pop3s", "995/tcp"),
            ("socks", "1080/tcp"), ("openvpn", "1194/udp"), ("ms-sql-s", "1433/tcp"), ("nfs", "2049/tcp"),
            ("mysql", "3306/tcp"), ("ms-wbt-server", "3389/tcp"), ("postgresql", "5432/tcp"), ("x11", "6000/tcp"),
            ("redis", "6379/tcp"), ("ircd", "6667/tcp"), ("http-alt", "8080/tcp"), ("zabbix-agent", "10050/tcp"),
        ]
        return rows.map { ByteString($0.0).padded(to: 16).text + $0.1 + "\n" }.joined()
    }()

    /// Names and numbers of the IANA registry.
    static let protocols: String = {
        let rows = [
            ("ip", 0, "IP"), ("icmp", 1, "ICMP"), ("igmp", 2, "IGMP"), ("ggp", 3, "GGP"), ("ipencap", 4, "IP-ENCAP"),
            ("st", 5, "ST"), ("tcp", 6, "TCP"), ("egp", 8, "EGP"), ("igp", 9, "IGP"), ("pup", 12, "PUP"),
            ("udp", 17, "UDP"), ("hmp", 20, "HMP"), ("xns-idp", 22, "XNS-IDP"), ("rdp", 27, "RDP"),
            ("iso-tp4", 29, "ISO-TP4"), ("dccp", 33, "DCCP"), ("xtp", 36, "XTP"), ("ddp", 37, "DDP"),
            ("idpr-cmtp", 38, "IDPR-CMTP"), ("ipv6", 41, "IPv6"), ("ipv6-route", 43, "IPv6-Route"),
            ("ipv6-frag", 44, "IPv6-Frag"), ("idrp", 45, "IDRP"), ("rsvp", 46, "RSVP"), ("gre", 47, "GRE"),
            ("esp", 50, "IPSEC-ESP"), ("ah", 51, "IPSEC-AH"), ("ipv6-icmp", 58, "IPv6-ICMP"), ("ospf", 89, "OSPFIGP"),
            ("pim", 103, "PIM"), ("vrrp", 112, "VRRP"), ("l2tp", 115, "L2TP"), ("sctp", 132, "SCTP"),
            ("udplite", 136, "UDPLite"),
        ]
        return rows.map { "\($0.0)\t\($0.1)\t\($0.2)\n" }.joined()
    }()

    /// login.defs(5).
    static let loginDefinitions = """
        MAIL_DIR        /var/mail
        FAILLOG_ENAB\t\tyes
        LOG_UNKFAIL_ENAB\tno
        LOG_OK_LOGINS\t\tno
        SYSLOG_SU_ENAB\t\tyes
        SYSLOG_SG_ENAB\t\tyes
        FTMP_FILE\t/var/log/btmp
        SU_NAME\t\tsu
        HUSHLOGIN_FILE\t.hushlogin
        ENV_SUPATH\tPATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
        ENV_PATH\tPATH=/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games
        TTYGROUP\ttty
        TTYPERM\t\t0600
        ERASECHAR\t0177
        KILLCHAR\t025
        UMASK\t\t022
        PASS_MAX_DAYS\t99999
        PASS_MIN_DAYS\t0
        PASS_WARN_AGE\t7
        UID_MIN\t\t\t 1000
        UID_MAX\t\t\t60000
        GID_MIN\t\t\t 1000
        GID_MAX\t\t\t60000
        LOGIN_RETRIES\t\t5
        LOGIN_TIMEOUT\t\t60
        CHFN_RESTRICT\t\trwh
        DEFAULT_HOME\tyes
        USERGROUPS_ENAB yes
        ENCRYPT_METHOD SHA512

        """
}
