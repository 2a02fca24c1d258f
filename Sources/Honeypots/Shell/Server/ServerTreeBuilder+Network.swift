extension ServerTreeBuilder {
    /// /etc: addresses and names.
    mutating func addNetworkSettings() {
        let network = host.address.split(separator: ".").dropLast().joined(separator: ".")
        file(
            "/etc/hosts",
            "127.0.0.1\tlocalhost\n127.0.1.1\t\(host.fullName)\t\(host.hostname)\n\n::1     localhost ip6-localhost ip6-loopback\nff02::1 ip6-allnodes\nff02::2 ip6-allrouters\n"
        )
        file("/etc/host.conf", "multi on\n")
        file(
            "/etc/networks",
            "default\t\t0.0.0.0\nloopback\t127.0.0.0\nlink-local\t169.254.0.0\nlocalnet\t\(network).0\n")
        file("/etc/hosts.allow", "# see hosts_access(5)\n")
        file("/etc/hosts.deny", "# see hosts_access(5)\n")
        file(
            "/etc/resolv.conf", at: calendar.deployed,
            "domain \(persona.organisation.internalDomain)\nsearch \(persona.organisation.internalDomain)\nnameserver \(host.gateway)\n"
        )
        file(
            "/etc/network/interfaces", at: calendar.deployed,
            "source /etc/network/interfaces.d/*\n\nauto lo\niface lo inet loopback\n\nallow-hotplug \(hardware.interface)\niface \(hardware.interface) inet static\n\taddress \(host.address)/24\n\tgateway \(host.gateway)\n\tdns-nameservers \(host.gateway)\n\tdns-search \(persona.organisation.internalDomain)\n"
        )
        file(
            "/etc/nsswitch.conf",
            "passwd:         files systemd\ngroup:          files systemd\nshadow:         files\ngshadow:        files\n\nhosts:          files dns\nnetworks:       files\n\nprotocols:      db files\nservices:       db files\nethers:         db files\nrpc:            db files\n\nnetgroup:       nis\n"
        )
        file("/etc/systemd/timesyncd.conf", "[Time]\n#NTP=\n#FallbackNTP=0.debian.pool.ntp.org 1.debian.pool.ntp.org\n")
        program("/usr/lib/systemd/systemd-timesyncd", size: 55_672)
    }

    /// Public halves of the keys with which the SSH server proves itself; theirs come from its own code.
    mutating func addHostKeys() {
        for key in ServerHostKeys.of(persona) {
            file("/etc/ssh/ssh_host_\(key.name)_key.pub", at: calendar.installed + 400, key.publicLine)
            file("/etc/ssh/ssh_host_\(key.name)_key", mode: 0o600, at: calendar.installed + 400, key.privateText)
        }
    }
}
