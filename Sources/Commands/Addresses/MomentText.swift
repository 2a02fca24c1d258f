/// Moments for people.
enum MomentText {
    /// `2026-11-22 09:05` of `2026-11-22T09:05:03.120Z`.
    static func minute(_ moment: String) -> String {
        String(moment.prefix(16).map { $0 == "T" ? " " : $0 })
    }
}
