package import IPNetworks

extension SettingType {
    /// The longest text that a message repeats.
    package static var mostRepeated: Int { 60 }

    /// A value written as one text.
    ///
    /// - Parameter parse: `nil` for what is not accepted.
    package static func single(
        _ accepted: String, valueName: String, completion: SettingCompletion = .none,
        parse: @escaping @Sendable (String) -> Value?, text: @escaping @Sendable (Value) -> String
    ) -> SettingType {
        SettingType(
            accepted: accepted, valueName: valueName, completion: completion,
            read: { (node) throws(SettingRefusal) in
                guard case .text(let written) = node.content, let value = parse(written) else {
                    throw SettingRefusal(line: node.line, sentence: "takes \(accepted)\(instead(of: node))")
                }
                return value
            },
            write: { .text(text($0)) })
    }

    private static func instead(of node: SettingNode) -> String {
        switch node.content {
        case .empty: ""
        case .text(let text): ", not '\(text.prefix(mostRepeated))'"
        case .list: ", not a list"
        case .map: ", not a section"
        }
    }
}

extension SettingType where Value == Int {
    package static func number(_ range: ClosedRange<Int>) -> Self {
        var type = single(
            "a whole number from \(range.lowerBound) to \(range.upperBound)", valueName: "number",
            parse: { text in
                guard let number = Int(text), range.contains(number) else { return nil }
                return number
            }, text: { "\($0)" })
        type.bounds = range
        return type
    }
}

extension SettingType where Value == Bool {
    package static var toggle: Self {
        var type = single(
            "true or false", valueName: "true|false", completion: .words(["true", "false"]),
            parse: {
                switch $0.lowercased() {
                case "true", "yes", "on", "1": true
                case "false", "no", "off", "0": false
                default: nil
                }
            }, text: { "\($0)" })
        type.shape = .toggle
        return type
    }
}

extension SettingType where Value == String {
    /// A folder, absolute or seen from where the program is started.
    package static var folder: Self {
        single(
            "the path of a folder", valueName: "folder", completion: .folder, parse: { $0.isEmpty ? nil : $0 },
            text: { $0 })
    }
}

extension SettingType where Value == [String] {
    /// Files, absolute or seen from where the program is started.
    package static var files: Self {
        SettingType<String>.single(
            "paths of files", valueName: "file", completion: .file, parse: { $0.isEmpty ? nil : $0 }, text: { $0 }
        ).several(atMost: 100)
    }

    /// Words that name something.
    package static var names: Self {
        SettingType<String>.single("names", valueName: "name", parse: { $0.isEmpty ? nil : $0 }, text: { $0 })
            .several(atMost: 1000)
    }
}

extension SettingType where Value == [String]? {
    package static var files: Self { SettingType<[String]>.files.optional }
}

extension SettingType where Value == String? {
    package static var folder: Self { SettingType<String>.folder.optional }

    /// A file, absolute or seen from where the program is started; not set unless given.
    package static var file: Self {
        SettingType<String>.single(
            "the path of a file", valueName: "file", completion: .file,
            parse: { $0.isEmpty || $0.contains("\0") ? nil : $0 }, text: { $0 }
        ).optional
    }

    /// The beginning of a URL, without a slash at its end; not set unless given.
    package static var baseURL: Self {
        SettingType<String>.single(
            "a URL such as https://sikker.example", valueName: "url",
            parse: { text in
                let isWeb = text.hasPrefix("https://") || text.hasPrefix("http://")
                guard isWeb, !text.contains(where: \.isWhitespace), text.utf8.count <= 2048 else { return nil }
                let trimmed = text.hasSuffix("/") ? String(text.dropLast()) : text
                return trimmed.hasSuffix("/") ? nil : trimmed
            }, text: { $0 }
        ).optional
    }
}

extension SettingType where Value == [IPPrefix] {
    package static var networks: SettingType<[IPPrefix]> {
        SettingType<IPPrefix>.single(
            "addresses and networks such as 198.51.100.0/24", valueName: "network",
            parse: { text in IPPrefix(text) ?? IPAddress(text).map { IPPrefix(single: $0) } },
            text: { "\($0)" }
        ).several(atMost: 1000)
    }
}

extension SettingType {
    /// The same, that need not be set. It cannot be set to nothing.
    package var optional: SettingType<Value?> {
        SettingType<Value?>(
            accepted: accepted, valueName: valueName, shape: shape, completion: completion,
            read: { (node) throws(SettingRefusal) in try read(node) }, write: { $0.flatMap(write) })
    }

    /// Any number of them: a list, or one text with commas.
    package func several(atMost limit: Int) -> SettingType<[Value]> {
        SettingType<[Value]>(
            accepted: accepted, valueName: valueName, shape: .several, completion: completion,
            read: { (node) throws(SettingRefusal) in
                let nodes: [SettingNode]
                switch node.content {
                case .list(let list): nodes = list
                case .text(let text):
                    let words = text.split(separator: ",").map { String($0.trimmingSpaces) }
                    nodes = words.filter { !$0.isEmpty }.map { SettingNode(content: .text($0), line: node.line) }
                case .empty: nodes = []
                case .map: nodes = [node]
                }
                guard nodes.count <= limit else {
                    throw SettingRefusal(line: node.line, sentence: "takes at most \(limit) of them")
                }
                var values: [Value] = []
                for node in nodes { values.append(try read(node)) }
                return values
            },
            write: { SettingNode(content: .list($0.compactMap(write))) })
    }
}

extension SettingType where Value == Duration {
    /// Whole seconds.
    package static func seconds(_ range: ClosedRange<Int>) -> Self {
        single(
            "a whole number of seconds from \(range.lowerBound) to \(range.upperBound)", valueName: "seconds",
            parse: { text in
                guard let seconds = Int(text), range.contains(seconds) else { return nil }
                return .seconds(seconds)
            }, text: { "\($0.components.seconds)" })
    }
}

extension SettingType where Value == Int? {
    /// A port of one's own; not set unless given.
    package static var port: Self { SettingType<Int>.number(1...65_535).optional }
}

extension Substring {
    fileprivate var trimmingSpaces: Substring {
        let tail = drop(while: \.isWhitespace)
        return tail[..<(tail.lastIndex { !$0.isWhitespace }.map { tail.index(after: $0) } ?? tail.startIndex)]
    }
}

extension SettingType where Value == [String] {
    /// Files that are named so that it does not matter where the program is started; each once.
    package static func absoluteFiles(atMost limit: Int) -> Self {
        let several = SettingType<String>.absolutePath.several(atMost: limit)
        return SettingType(
            accepted: "absolute paths of files, at most \(limit)", valueName: several.valueName, shape: several.shape,
            completion: .file,
            read: { (node) throws(SettingRefusal) in
                var unique: [String] = []
                for path in try several.read(node) where !unique.contains(path) { unique.append(path) }
                return unique
            }, write: several.write)
    }
}

extension SettingType where Value == [String]? {
    package static func absoluteFiles(atMost limit: Int) -> Self {
        SettingType<[String]>.absoluteFiles(atMost: limit).optional
    }
}

extension SettingType where Value == String {
    package static var absolutePath: Self { absolutePath(completion: .file) }

    package static func absolutePath(completion: SettingCompletion) -> Self {
        single(
            "an absolute path", valueName: "path", completion: completion,
            parse: { $0.hasPrefix("/") && $0.utf8.count <= 4096 && !$0.utf8.contains(0) ? $0 : nil }, text: { $0 })
    }
}
