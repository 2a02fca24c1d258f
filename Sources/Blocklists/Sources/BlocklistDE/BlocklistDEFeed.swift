/// The feeds of blocklist.de: all attackers of the last 48 hours, or those of one kind of service.
package enum BlocklistDEFeed: String, CaseIterable, Sendable {
    case all
    case ssh
    case mail
    case apache
    case imap
    case ftp
    case sip
    case bots
    case strongips
    case ircbot
    case bruteforcelogin

    /// Of the source that its list makes.
    package var identity: SourceIdentity {
        SourceIdentity(id: "blocklist-de-\(rawValue)", name: "blocklist.de \(rawValue)")
    }
}
