import ThreatModel

extension ControlRequest {
    /// How an order stands in the record of changes; `nil` for questions.
    func entry(by who: String, at now: Timestamp) -> ChangeEntry? {
        let (change, fields): (String, [String: String?])
        switch self {
        case .status, .why, .apply(isDryRun: true): return nil
        case .pause(let seconds): (change, fields) = ("pause", ["for": "\(seconds)s"])
        case .resume: (change, fields) = ("resume", [:])
        case .pull(let source, let isAccepting):
            (change, fields) = ("pull", ["source": source, "accept": isAccepting ? "true" : nil])
        case .block(let entry, let seconds, let comment):
            (change, fields) = ("block", ["entry": entry, "for": seconds.map { "\($0)s" }, "comment": comment])
        case .unblock(let entry): (change, fields) = ("unblock", ["entry": entry])
        case .allow(let entry, let seconds, let comment):
            (change, fields) = ("allow", ["entry": entry, "for": seconds.map { "\($0)s" }, "comment": comment])
        case .disallow(let entry): (change, fields) = ("disallow", ["entry": entry])
        case .apply(isDryRun: false): (change, fields) = ("apply", [:])
        case .set(let name, let value):
            let isSecret = GuardConfiguration.isSecret(name)
            (change, fields) = (
                value == nil ? "unset" : "set", ["name": name, "value": value.map { isSecret ? "(secret)" : $0 }]
            )
        case .password: (change, fields) = ("password link", [:])
        }
        return ChangeEntry(
            time: now, who: who, change: change, fields: fields.compactMapValues { $0 }, outcome: .done)
    }
}
