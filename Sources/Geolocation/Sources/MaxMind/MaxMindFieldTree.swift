/// The paths of all fields as a tree, so that reading a record compares each name with a few others.
struct MaxMindFieldTree {
    static let all = MaxMindFieldTree(MaxMindField.allCases)
    static let root = 0

    struct Meaning {
        var field: MaxMindField
        /// The lower, the better.
        var rank: Int
    }

    private struct Node {
        var children: [(name: [UInt8], node: Int)] = []
        var meaning: Meaning?
    }

    private var nodes = [Node()]

    init(_ fields: [MaxMindField]) {
        for field in fields {
            for (rank, path) in field.paths.enumerated() {
                var node = Self.root
                for name in path.split(separator: ".") { node = child(of: node, named: Array(name.utf8)) }
                nodes[node].meaning = Meaning(field: field, rank: rank)
            }
        }
    }

    private mutating func child(of node: Int, named name: [UInt8]) -> Int {
        if let known = nodes[node].children.first(where: { $0.name == name }) { return known.node }
        nodes[node].children.append((name, nodes.count))
        nodes.append(Node())
        return nodes.count - 1
    }

    func child(of node: Int, named name: UnsafeRawBufferPointer) -> Int? {
        nodes[node].children.first { $0.name.count == name.count && name.elementsEqual($0.name) }?.node
    }

    func meaning(of node: Int) -> Meaning? { nodes[node].meaning }
}
