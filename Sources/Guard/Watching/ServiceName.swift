import ThreatModel

/// The service behind a port, for people who read a log: those that attackers look for.
package enum ServiceName {
    /// Of the services that sensors play too.
    private static let protocols: [(AttackProtocol, [UInt16])] = [
        (.ssh, [22, 2222, 22222]), (.telnet, [23, 2323]), (.http, [80, 81, 443, 8000, 8008, 8080, 8081, 8443, 8888]),
        (.ftp, [20, 21, 990]), (.smtp, [25, 465, 587, 2525]), (.imap, [143, 993]), (.mysql, [3306, 33060]),
        (.postgresql, [5432]), (.mssql, [1433, 1434]), (.mongodb, [27017, 27018]), (.redis, [6379, 6380]),
        (.elasticsearch, [9200, 9300]), (.docker, [2375, 2376]), (.smb, [139, 445]), (.rdp, [3389]),
        (.rtsp, [554, 8554]), (.sip, [5060, 5061]),
    ]

    private static let others: [UInt16: String] = [
        7: "echo", 19: "chargen", 53: "dns", 67: "dhcp", 69: "tftp", 110: "pop3", 111: "rpcbind", 119: "nntp",
        123: "ntp", 135: "msrpc", 137: "netbios", 138: "netbios", 161: "snmp", 179: "bgp", 389: "ldap", 500: "ike",
        514: "syslog", 623: "ipmi", 636: "ldaps", 873: "rsync", 995: "pop3", 1080: "socks", 1194: "openvpn",
        1521: "oracle", 1723: "pptp", 1883: "mqtt", 1900: "ssdp", 2049: "nfs", 3128: "proxy", 3478: "stun",
        4500: "ike", 5353: "mdns", 5555: "adb", 5672: "amqp", 5683: "coap", 5900: "vnc", 5901: "vnc", 5984: "couchdb",
        5985: "winrm", 5986: "winrm", 6443: "kubernetes", 6667: "irc", 7547: "cwmp", 8883: "mqtt", 9000: "http",
        9042: "cassandra", 9090: "http", 9418: "git", 10250: "kubelet", 11211: "memcached", 51820: "wireguard",
    ]

    private static let names: [UInt16: String] = protocols.reduce(into: others) { names, entry in
        for port in entry.1 { names[port] = entry.0.name }
    }

    /// `other` for ports without a usual service.
    package static func text(port: UInt16) -> String { names[port] ?? "other" }
}
