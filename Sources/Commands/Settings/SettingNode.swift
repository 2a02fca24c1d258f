/// A value as it was written, before anybody has understood it: text, a list, or named parts.
struct SettingNode: Equatable, Sendable {
    enum Content: Equatable, Sendable {
        case empty
        case text(String)
        case list([SettingNode])
        case map([Entry])
    }

    /// One name and what stands after it.
    struct Entry: Equatable, Sendable {
        var name: String
        /// The name's own line.
        var line: Int?
        var value: SettingNode
    }

    var content: Content
    /// Where it stands in its file; `nil` when it comes from somewhere else.
    var line: Int?

    static func text(_ text: String) -> SettingNode { SettingNode(content: .text(text)) }
    static func list(_ texts: [String]) -> SettingNode { SettingNode(content: .list(texts.map { .text($0) })) }

    /// In one line, for people: of named parts the first one, which says which one it is.
    var summary: String {
        switch content {
        case .empty: ""
        case .text(let text): text
        case .list(let nodes): nodes.map(\.summary).joined(separator: ", ")
        case .map(let entries): entries.first?.value.summary ?? ""
        }
    }
}

/// Why a value is not accepted: a sentence without its subject, such as `takes a number, not 'x'`.
struct SettingRefusal: Error, Equatable, Sendable {
    var line: Int?
    var sentence: String
}
