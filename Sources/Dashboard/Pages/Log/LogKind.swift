/// What an entry of the log is about, told by the words that the guard uses for it.
enum LogKind: String, CaseIterable, Encodable, Sendable {
    case lists, rules, rollbacks, refusals, settings, reports

    var title: String {
        switch self {
        case .lists: "Lists fetched"
        case .rules: "Rules changed"
        case .rollbacks: "Changes taken back"
        case .refusals: "Refusals"
        case .settings: "Settings and orders"
        case .reports: "Reports to the server"
        }
    }

    /// One of these stands in its text.
    var phrases: [String] {
        switch self {
        case .lists:
            ["the list is up to date", "following changes", "no answer, the last good list", "the copy on disk"]
        case .rules: ["Blocking ", "The rules ", "The kernel differs", "would do: ", "The firewall is in step"]
        case .rollbacks: ["With the change just made", "Without it they are", "The change that was taken back"]
        case .refusals: ["refused", "reachable: ", "that are not blocked"]
        case .settings: ["etting", "Protection ", "Sikker guard", "Running", "Stopped"]
        case .reports: ["eported", "Reports "]
        }
    }
}
