import Mail

/// What others wrote, as it may stand in a message: bounded, in one line, without what chats take for markup or for a call to
/// everybody in a room.
enum NotificationText {
    static func plain(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        let cut = line.count > Happening.longestText ? line.prefix(Happening.longestText) + " …" : line
        return String(MailText.safe(cut).map { lookalikes[$0] ?? $0 })
    }

    /// `<!channel>` and `@everyone` page a whole team.
    private static let lookalikes: [Character: Character] = ["<": "‹", ">": "›", "@": "＠"]
}
