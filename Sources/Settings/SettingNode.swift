/// A value as it was written, before anybody has understood it: text, a list, or named parts.
package struct SettingNode: Equatable, Sendable {
    package enum Content: Equatable, Sendable {
        case empty
        case text(String)
        case list([SettingNode])
        case map([Entry])
    }

    /// One name and what stands after it.
    package struct Entry: Equatable, Sendable {
        package var name: String
        /// The name's own line.
        package var line: Int?
        package var value: SettingNode

        package init(name: String, line: Int? = nil, value: SettingNode) {
            self.name = name
            self.line = line
            self.value = value
        }
    }

    package var content: Content
    /// Where it stands in its file; `nil` when it comes from somewhere else.
    package var line: Int?

    package init(content: Content, line: Int? = nil) {
        self.content = content
        self.line = line
    }

    package static func text(_ text: String) -> SettingNode { SettingNode(content: .text(text)) }
    package static func list(_ texts: [String]) -> SettingNode { SettingNode(content: .list(texts.map { .text($0) })) }

    /// In one line, for people: of named parts the first one, which says which one it is.
    package var summary: String {
        switch content {
        case .empty: ""
        case .text(let text): text
        case .list(let nodes): nodes.map(\.summary).joined(separator: ", ")
        case .map(let entries): entries.first?.value.summary ?? ""
        }
    }
}

/// Why a value is not accepted: a sentence without its subject, such as `takes a number, not 'x'`.
package struct SettingRefusal: Error, Equatable, Sendable {
    package var line: Int?
    package var sentence: String

    package init(line: Int? = nil, sentence: String) {
        self.line = line
        self.sentence = sentence
    }
}
