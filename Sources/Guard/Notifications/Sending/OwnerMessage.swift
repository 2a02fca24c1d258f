import ThreatModel

/// One message to the guard's owner: something that happened, or all that was held back of it.
struct OwnerMessage: Codable, Equatable, Sendable {
    /// The same at every attempt and by every way.
    var id: String
    var at: Timestamp
    /// What this machine calls itself.
    var host: String
    /// The earliest first; at least one.
    var happenings: [Happening]
    /// How many more came before these.
    var omitted = 0

    init(_ digest: NotificationBook.Digest, from host: String, at now: Timestamp) {
        id = UUIDv7(at: now).description
        at = now
        self.host = host
        happenings = digest.happenings
        omitted = digest.omitted
    }

    /// What holds now.
    var latest: Happening? { happenings.last }

    var title: String { latest?.title ?? "" }

    /// All of it, for people, with the host that it is about.
    var text: String {
        guard happenings.count + omitted > 1 else { return "\(host): \(latest?.line ?? "")" }
        let count = happenings.count + omitted
        let lines = happenings.map { "\($0.at.minute)  \($0.line)" }
        let before = omitted > 0 ? ["(\(omitted) earlier)"] : []
        return (["\(host): \(title). Since the last message \(count) things happened:"] + before + lines)
            .joined(separator: "\n")
    }
}
