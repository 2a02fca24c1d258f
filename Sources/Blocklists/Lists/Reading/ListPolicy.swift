package import IPNetworks

/// What is accepted as a list. Where a list comes from decides: a stranger's answer may be cut, be a login page or ask
/// to block half the Internet; a file on this machine is somebody's considered will.
package struct ListPolicy: Sendable {
    /// Limits on lines and entries.
    package var rules: ListRules
    /// The largest share of lines, comments aside, that may be no entry: 0…1.
    package var toleratedJunk: Double
    /// Whether a list without any entry is accepted.
    package var acceptsEmpty: Bool
    /// What to do with a last line that does not end in a line feed.
    package var lastLine: ListParser.LastLine
    /// The most bytes that are read.
    package var maximumBytes: Int

    /// The shortest IPv4 prefix that a list may ask for. A /8 is 0.4 % of the space, and nobody holds more in one piece.
    package static let shortestPrefixV4 = 8
    /// The shortest IPv6 prefix that a list may ask for: about what the largest providers hold.
    package static let shortestPrefixV6 = 19
    /// The most bytes of any list that are read.
    package static let maximumBytes = 256 << 20

    /// A list fetched over the network whose length was not announced: its end may be missing.
    package static var download: Self {
        var rules = ListRules()
        rules.shortestPrefixV4 = shortestPrefixV4
        rules.shortestPrefixV6 = shortestPrefixV6
        return Self(
            rules: rules, toleratedJunk: 0.1, acceptsEmpty: false, lastLine: .drop, maximumBytes: maximumBytes)
    }

    /// A list fetched over the network whose length was announced and has arrived: it is whole.
    package static var completeDownload: Self {
        var policy = download
        policy.lastLine = .take
        return policy
    }

    /// A file that the user keeps. Its junk is shown and never costs its good lines; it may be emptied.
    package static var localFile: Self {
        var policy = completeDownload
        policy.toleratedJunk = 1
        policy.acceptsEmpty = true
        return policy
    }

    /// A file of addresses that must never be blocked: the broader an entry, the less harm it can do, so that none is
    /// refused.
    package static var allowlist: Self {
        var policy = localFile
        policy.rules.shortestPrefixV4 = 0
        policy.rules.shortestPrefixV6 = 0
        return policy
    }
}
