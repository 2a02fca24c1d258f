import Blocklists
import Settings

/// The fields of one list on the network.
private enum URLListField: String, CaseIterable {
    case name
    case url
    case interval
    case format

    var meaning: String {
        switch self {
        case .name: "what you call it; 1 to \(URLListOptions.longestName) characters"
        case .url: "where it is, such as https://www.spamhaus.org/drop/drop.txt"
        case .interval: "how often it is fetched, from 5m to 30d; left out, every 24h"
        case .format: "plain, cidr, netset, csv:<column> or json:<pointer>; left out, plain"
        }
    }
}

extension SettingType where Value == [URLListOptions] {
    /// A table of lists.
    static var urlLists: Self {
        SettingType(
            accepted: "a list of lists, each with its name and url", valueName: "lists", shape: .table,
            fields: URLListField.allCases.map { SettingField(name: $0.rawValue, meaning: $0.meaning) },
            read: { (node) throws(SettingRefusal) in try lists(node) },
            write: { lists in SettingNode(content: .list(lists.map { entry($0) })) })
    }

    private static func entry(_ list: URLListOptions) -> SettingNode {
        let values = [
            ("name", list.name), ("url", list.url.text), ("interval", DurationText.text(list.interval)),
            ("format", list.format.description),
        ]
        return SettingNode(content: .map(values.map { SettingNode.Entry(name: $0.0, value: .text($0.1)) }))
    }

    private static func lists(_ node: SettingNode) throws(SettingRefusal) -> [URLListOptions] {
        let nodes: [SettingNode]
        switch node.content {
        case .empty: nodes = []
        case .list(let list): nodes = list
        case .text, .map: throw SettingRefusal(line: node.line, sentence: "takes a list of lists")
        }
        guard nodes.count <= URLListOptions.most else {
            throw SettingRefusal(line: node.line, sentence: "takes at most \(URLListOptions.most) of them")
        }
        var lists: [URLListOptions] = []
        for node in nodes {
            let list = try list(node)
            guard !lists.contains(where: { $0.name == list.name }) else {
                throw SettingRefusal(line: node.line, sentence: "has two lists with the name '\(list.name)'")
            }
            lists.append(list)
        }
        return lists
    }

    private static func list(_ node: SettingNode) throws(SettingRefusal) -> URLListOptions {
        guard case .map(let entries) = node.content else {
            throw SettingRefusal(line: node.line, sentence: "takes lists written like 'name: drop', field by field")
        }
        var texts: [URLListField: SettingNode] = [:]
        for entry in entries {
            guard let field = URLListField(rawValue: entry.name) else {
                let names = URLListField.allCases.map(\.rawValue)
                let hint = NearestName.hint(for: entry.name, among: names)
                throw SettingRefusal(
                    line: entry.line,
                    sentence:
                        "has no field '\(entry.name)' in a list\(hint); there are \(names.joined(separator: ", "))")
            }
            texts[field] = entry.value
        }
        /// The value of a field as it is meant.
        func value<Field>(
            _ field: URLListField, or usual: Field?, _ parse: (String) -> Field?
        ) throws(SettingRefusal) -> Field {
            guard let written = texts[field] else {
                if let usual { return usual }
                throw SettingRefusal(
                    line: node.line, sentence: "needs '\(field.rawValue)' in a list: \(field.meaning)")
            }
            guard case .text(let text) = written.content, let value = parse(text) else {
                throw SettingRefusal(
                    line: written.line ?? node.line,
                    sentence: "takes as '\(field.rawValue)' of a list: \(field.meaning); "
                        + "not '\(written.summary.prefix(mostRepeated))'")
            }
            return value
        }
        return URLListOptions(
            name: try value(.name, or: nil) {
                (1...URLListOptions.longestName).contains($0.count) && !$0.contains(where: \.isNewline) ? $0 : nil
            },
            url: try value(.url, or: nil) { try? FetchURL($0) },
            interval: try value(.interval, or: .seconds(86_400)) {
                DurationText.duration($0).flatMap { URLListOptions.intervals.contains($0) ? $0 : nil }
            },
            format: try value(.format, or: .plain) { ListFormat($0) })
    }
}
