import Glibc
import Yams

/// A settings file, read and not yet understood.
package struct SettingsFile: Sendable {
    package static let maximumBytes = 1 << 20
    package static let maximumDepth = 8
    /// Names, lists and texts in one file, aliases counted each time they are used.
    package static let maximumNodes = 20_000

    package let path: String
    private let root: SettingNode

    /// - Throws: ``SettingFault``
    package init(path: String) throws(SettingFault) { try self.init(path: path, text: try Self.text(of: path)) }

    package init(path: String, text: String) throws(SettingFault) {
        self.path = path
        do {
            guard let node = try Parser(yaml: text).singleRoot() else {
                root = SettingNode(content: .empty)
                return
            }
            var left = Self.maximumNodes
            root = try SettingNode(node, depth: 0, left: &left)
        } catch let refusal as SettingRefusal {
            throw SettingFault(origin: .file(path, line: refusal.line), sentence: refusal.sentence)
        } catch {
            throw SettingFault(yaml: error, path: path)
        }
    }

    /// What the file says, by the names of the settings, and what it says that is no setting.
    package func sorted<Root>(into catalogue: [Setting<Root>]) -> (
        values: [String: SettingNode], faults: [SettingFault]
    ) {
        var values: [String: SettingNode] = [:]
        var faults: [SettingFault] = []
        let names = catalogue.flatMap { [$0.name] + ($0.fileName.map { [$0] } ?? []) }
        func fault(_ line: Int?, _ sentence: String) {
            faults.append(SettingFault(origin: .file(path, line: line), sentence: sentence))
        }
        func walk(_ node: SettingNode, below section: String) {
            guard case .map(let entries) = node.content else {
                // A section of which every line is commented out is empty.
                if node.content == .empty { return }
                let what = section.isEmpty ? "the file" : "'\(section.dropLast())'"
                return fault(node.line, "\(what) takes names and values, such as '\(names[0]): …'")
            }
            for entry in entries {
                let name = section + entry.name
                if names.contains(name) {
                    values[name] = entry.value
                } else if names.contains(where: { $0.hasPrefix(name + ".") }) {
                    walk(entry.value, below: name + ".")
                } else {
                    fault(entry.line, "there is no setting '\(name)'\(NearestName.hint(for: name, among: names))")
                }
            }
        }
        walk(root, below: "")
        return (values, faults)
    }

    private static func text(of path: String) throws(SettingFault) -> String {
        func fault(_ sentence: String) -> SettingFault {
            SettingFault(origin: .file(path, line: nil), sentence: sentence)
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw fault("it cannot be read: \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: maximumBytes + 1)
        var count = 0
        while count < bytes.count {
            let room = bytes.count - count
            let read = bytes.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress?.advanced(by: count), room)
            }
            guard read >= 0 else { throw fault("it cannot be read: \(String(cString: strerror(errno)))") }
            if read == 0 { break }
            count += read
        }
        guard count <= maximumBytes else { throw fault("a settings file has at most \(maximumBytes) bytes") }
        guard let text = String(validating: bytes[..<count], as: UTF8.self) else { throw fault("it is not UTF-8 text") }
        return text
    }
}

extension SettingNode {
    /// - Parameter left: how many more nodes are taken.
    fileprivate init(_ node: Node, depth: Int, left: inout Int) throws(SettingRefusal) {
        let line = node.mark?.line
        left -= 1
        guard left >= 0, depth <= SettingsFile.maximumDepth else {
            throw SettingRefusal(line: line, sentence: "this is more, or more deeply nested, than settings are")
        }
        switch node {
        case .scalar(let scalar):
            let isNothing = scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
            self.init(content: isNothing ? .empty : .text(scalar.string), line: line)
        case .sequence(let sequence):
            var nodes: [SettingNode] = []
            for element in sequence { nodes.append(try SettingNode(element, depth: depth + 1, left: &left)) }
            self.init(content: .list(nodes), line: line)
        case .mapping(let mapping):
            var entries: [Entry] = []
            for (key, value) in mapping {
                guard let name = key.string else {
                    throw SettingRefusal(line: key.mark?.line, sentence: "a name is needed before the colon")
                }
                var value = try SettingNode(value, depth: depth + 1, left: &left)
                // An empty value has no place of its own.
                if value.content == .empty { value.line = key.mark?.line }
                entries.append(Entry(name: name, line: key.mark?.line, value: value))
            }
            self.init(content: .map(entries), line: line)
        case .alias: throw SettingRefusal(line: line, sentence: "aliases are not accepted; write the value out")
        }
    }
}

extension SettingFault {
    fileprivate init(yaml error: any Error, path: String) {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.init(origin: .file(path, line: mark.line), sentence: "this is not YAML: \(problem)")
        case .duplicatedKeysInMapping(let names, let context):
            self.init(
                origin: .file(path, line: context.mark.line),
                sentence: "'\(names.sorted().joined(separator: "', '"))' is set twice in this section")
        case .reader(let problem, _, _, _):
            self.init(origin: .file(path, line: nil), sentence: "this is not YAML: \(problem)")
        case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded, nil:
            self.init(origin: .file(path, line: nil), sentence: "it cannot be read as YAML")
        }
    }
}
