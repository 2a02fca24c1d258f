/// What a change has done.
struct ChangeReceipt: Codable, Equatable, Sendable {
    /// One sentence that says what is so now.
    var message: String
    /// What was before, and what is now, for the record of changes; `nil` where there is no telling.
    var before: String?
    var after: String?
    /// What takes it back; `nil`: nothing does.
    var undo: ChangeOrder?
    /// It cuts its author off, and is taken back at this moment (RFC 3339) unless it is confirmed; `nil`: it stays.
    var confirmBy: String?
}

/// A change that can be asked for: its name and its fields.
struct ChangeOrder: Codable, Equatable, Sendable {
    var change: String
    var fields: [String: String]
}
