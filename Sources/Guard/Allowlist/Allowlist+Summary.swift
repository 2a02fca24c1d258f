extension Allowlist {
    /// How much of what is never blocked, but for what nobody ever is: such as "3 addresses of this host, 1 gateway".
    package var summary: String {
        var counts: [(title: (one: String, many: String), count: Int)] = [
            (
                ("address of this host", "addresses of this host"),
                count { if case .ownAddress = $0 { true } else { false } }
            ),
            (
                ("network of this host", "networks of this host"),
                count { if case .ownNetwork = $0 { true } else { false } }
            ),
            (("gateway", "gateways"), count { if case .gateway = $0 { true } else { false } }),
            (("name server", "name servers"), count { if case .resolver = $0 { true } else { false } }),
            (
                ("address of the server", "addresses of the server"),
                count { if case .server = $0 { true } else { false } }
            ),
        ]
        let own = count { reason in
            switch reason {
            case .whitelist, .whitelistHost, .country: true
            case .specialPurpose, .ownAddress, .ownNetwork, .gateway, .resolver, .server, .sshSession: false
            }
        }
        counts.append((("entry of your own", "entries of your own"), own))
        counts.append((("country", "countries"), countries.count))
        let present = counts.filter { $0.count > 0 }.map {
            "\($0.count) \($0.count == 1 ? $0.title.one : $0.title.many)"
        }
        return (present + ["special-purpose networks", "open SSH sessions"]).joined(separator: ", ")
    }

    private func count(_ isCounted: (AllowReason) -> Bool) -> Int { ranges.count { isCounted($0.reason) } }
}
