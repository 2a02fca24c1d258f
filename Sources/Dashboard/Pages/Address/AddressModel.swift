import ThreatModel

/// Everything that is known here of an address.
struct AddressModel: Encodable, Sendable {
    enum Verdict: String, Encodable, Sendable {
        case blocked
        /// The kernel has not confirmed that it drops its packets.
        case unconfirmed
        /// It is listed, and protection pauses.
        case paused
        /// It would be blocked; nothing is done.
        case dryRun = "dry-run"
        case loggedOnly = "logged-only"
        case neverBlocked = "never-blocked"
        /// It is listed, and its family is left alone.
        case notCovered = "not-covered"
        case notListed = "not-listed"
    }

    /// What the kernel holds.
    struct Kernel: Encodable, Sendable {
        var state: String
        var summary: String
        var backend: String
        /// When it was last found to hold what it was given.
        var verified: Moment?
        var pausedUntil: Moment?
    }

    struct Place: Encodable, Sendable {
        var countryCode: String?
        var country: String?
        var city: String?
        var asn: UInt32?
        var organisation: String?
        var isTor: Bool
        var isProxy: Bool
        /// All of it in a line.
        var text: String
    }

    struct Line: Encodable, Sendable {
        /// A path or URL; `nil`: by hand.
        var place: String?
        /// The list can be opened there.
        var isWeb: Bool
        var number: Int?
        var text: String
        var since: Moment?
        var until: Moment?
    }

    struct Listing: Encodable, Sendable {
        var id: String
        var name: String
        /// The day since which it is listed without a break.
        var since: Moment?
        var lines: [Line]
        /// More lines that are left out.
        var moreLines: Int
    }

    struct Port: Encodable, Sendable {
        /// `TCP`
        var transport: String
        /// `nil`: all beyond those that are told apart.
        var port: UInt16?
        var service: String?
        var packets: Int
    }

    struct Past: Encodable, Sendable {
        var first: Moment
        var last: Moment
        var packets: Int
        var ports: [Port]
        /// Who listed it when it was last met.
        var sources: [String]
    }

    struct Block: Encodable, Sendable {
        var time: Moment
        /// `blocked` or `logged`.
        var action: String
        var transport: String
        var port: UInt16?
        var service: String?
        var packets: Int
    }

    var address: String
    var verdict: Verdict
    /// One sentence.
    var sentence: String
    /// Why it is never blocked.
    var reasons: [String]
    /// It was blocked before this start, and not all sources have answered since.
    var isInherited: Bool
    var kernel: Kernel
    var place: Place?
    var listings: [Listing]
    /// What would let it through, the surest first.
    var remedies: [String]
    /// Blocked by hand: that can be taken back here.
    var isBlockedByHand: Bool
    /// What on the allowlist can be taken back here.
    var allowedByHand: String?
    var past: Past?
    /// Why nothing is known of the past.
    var pastMissing: String?
    /// The newest, of one day.
    var blocks: [Block]
    /// What the server said lately.
    var check: ServerCheck?
    /// Whether there is a server to ask.
    var hasServer: Bool
    /// Whether any host on the Internet can have it.
    var isPublic: Bool

    static let mostListings = 20
    static let mostLines = 5
    static let mostRemedies = 12
    static let mostPorts = 20
    static let mostBlocks = 10
    /// Of a list's line, a path or a comment, in characters.
    static let longestText = 300
}
