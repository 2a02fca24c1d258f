/// Finds every occurrence of any number of literals in one pass over a text, without regard to the case of ASCII letters
/// (Aho and Corasick, "Efficient string matching", 1975).
///
/// Bytes are first mapped to classes, one for each byte that occurs in a literal, upper and lower case together, and one
/// for all others. States near the root, where nearly all of a text is spent, have a row with the next state for every
/// class; the many states deeper down, each with a child or two, have a list and a failure link. So a step costs about one
/// table access, and memory grows with the literals, not with literals × classes.
struct LiteralAutomaton: Sendable {
    /// The class of each byte; 0 for those in no literal.
    private let classes: [UInt8]
    private let classCount: Int
    /// The next state for each state below ``denseCount`` and class, with ``findFlag`` where something ends there.
    private let dense: [UInt32]
    private let denseCount: Int
    /// All states in the order of a breadth-first walk, and one more that ends the last one's children.
    private let nodes: [Node]
    private let finds: [Find]

    private struct Node: Sendable {
        /// Children are the states from here to the next node's ``firstChild``.
        var firstChild: UInt32
        /// The state of the longest proper suffix that begins a literal too.
        var failure: UInt32
        /// What ends here: an index into ``finds``, 0 for nothing.
        var find: UInt32
        /// The class that leads here.
        var label: UInt8
    }

    private struct Find: Sendable {
        let literal: UInt32
        /// The next shorter literal that ends at the same place; 0 for none.
        let next: UInt32
    }

    private static let findFlag: UInt32 = 1 << 31
    /// States of at most this many bytes have a full row.
    private static let denseDepth = 2

    /// - Parameter literals: none empty; equal ones (case aside) must have been joined.
    init(_ literals: [[UInt8]]) {
        (classes, classCount) = Self.classes(of: literals)
        let classes = classes
        let words = literals.map { $0.map { classes[Int($0)] } }
        var trie = Self.trie(of: words)
        finds = Self.link(&trie)
        nodes = trie.nodes
        denseCount = trie.denseCount
        dense = Self.rows(of: trie, classCount: classCount)
    }

    /// Bytes of memory the tables take.
    var footprint: Int {
        classes.count + dense.count * MemoryLayout<UInt32>.stride + nodes.count * MemoryLayout<Node>.stride
            + finds.count * MemoryLayout<Find>.stride
    }

    /// The most that all literals which end at one place can cost together, and the longest of them.
    ///
    /// - Parameter cost: of one literal.
    func worst(_ cost: (_ literal: Int) -> Int) -> (cost: Int, literal: Int)? {
        nodes.map(\.find).filter { $0 != 0 }.map { first in
            var (sum, find) = (0, first)
            while find != 0 {
                sum += cost(Int(self.finds[Int(find)].literal))
                find = self.finds[Int(find)].next
            }
            return (cost: sum, literal: Int(self.finds[Int(first)].literal))
        }
        .max { $0.cost < $1.cost }
    }

    /// Calls `found` for each occurrence, in the order of their ends: the literal's index and the position after its last
    /// byte.
    @inline(__always)
    func scan(_ text: Span<UInt8>, _ found: (_ literal: Int, _ end: Int) -> Void) {
        // Borrowed once: through `self`, they would be fetched for every byte.
        let (classes, dense, nodes, finds) = (classes.span, dense.span, nodes.span, finds.span)
        var state = 0
        for index in text.indices {
            let column = Int(classes[Int(text[index])])
            var next = step(from: state, column, dense, nodes)
            if next & Self.findFlag != 0 {
                next &= ~Self.findFlag
                var find = nodes[Int(next)].find
                while find != 0 {
                    let entry = finds[Int(find)]
                    found(Int(entry.literal), index + 1)
                    find = entry.next
                }
            }
            state = Int(next)
        }
    }

    @inline(__always)
    private func step(from state: Int, _ column: Int, _ dense: Span<UInt32>, _ nodes: Span<Node>) -> UInt32 {
        var state = state
        while state >= denseCount {
            // No literal has such a byte: all that was begun is over.
            if column == 0 { return 0 }
            for child in Int(nodes[state].firstChild)..<Int(nodes[state + 1].firstChild)
            where nodes[child].label == UInt8(truncatingIfNeeded: column) {
                return UInt32(truncatingIfNeeded: child) | (nodes[child].find == 0 ? 0 : Self.findFlag)
            }
            state = Int(nodes[state].failure)
        }
        return dense[state &* classCount &+ column]
    }
}

// MARK: - Building

extension LiteralAutomaton {
    private struct Trie {
        var nodes: [Node] = []
        /// The literal that ends at each state.
        var literals: [UInt32?] = []
        var denseCount = 0
    }

    /// Numbers the bytes that occur, both cases of a letter alike.
    private static func classes(of literals: [[UInt8]]) -> (classes: [UInt8], count: Int) {
        var classes = [UInt8](repeating: 0, count: 256)
        var count = 1
        for literal in literals {
            for byte in literal {
                let folded = Int(ASCII.lowercased(byte))
                guard classes[folded] == 0 else { continue }
                // At most 230 can be given: 256 bytes without the capital letters.
                classes[folded] = UInt8(count)
                count += 1
            }
        }
        for letter in UInt8(ascii: "A")...UInt8(ascii: "Z") { classes[Int(letter)] = classes[Int(letter | 0x20)] }
        return (classes, count)
    }

    /// Builds the trie level by level: in sorted order, the words below a state are neighbours, so a state is a range of
    /// them and its children are the parts of that range.
    private static func trie(of words: [[UInt8]]) -> Trie {
        let order = words.indices.sorted { words[$0].lexicographicallyPrecedes(words[$1]) }
        var trie = Trie()
        var ranges = [order.startIndex..<order.endIndex]
        var depths = [0]
        trie.nodes.append(Node(firstChild: 0, failure: 0, find: 0, label: 0))
        var state = 0
        while state < trie.nodes.count {
            var range = ranges[state]
            let depth = depths[state]
            if depth <= denseDepth { trie.denseCount = state + 1 }
            var ending: UInt32?
            while let first = range.first, words[order[first]].count == depth {
                ending = UInt32(order[first])
                range = range.dropFirst()
            }
            trie.literals.append(ending)
            trie.nodes[state].firstChild = UInt32(trie.nodes.count)
            while let first = range.first {
                let label = words[order[first]][depth]
                let end = range.first { words[order[$0]][depth] != label } ?? range.upperBound
                trie.nodes.append(Node(firstChild: 0, failure: 0, find: 0, label: label))
                ranges.append(first..<end)
                depths.append(depth + 1)
                range = end..<range.upperBound
            }
            state += 1
        }
        trie.nodes.append(Node(firstChild: UInt32(trie.nodes.count), failure: 0, find: 0, label: 0))
        return trie
    }

    /// Sets every state's failure link and what ends there.
    private static func link(_ trie: inout Trie) -> [Find] {
        // Index 0 means nothing.
        var finds = [Find(literal: 0, next: 0)]
        for state in 0..<trie.nodes.count - 1 {
            let inherited = trie.nodes[Int(trie.nodes[state].failure)].find
            if let literal = trie.literals[state] {
                finds.append(Find(literal: literal, next: inherited))
                trie.nodes[state].find = UInt32(finds.count - 1)
            } else {
                trie.nodes[state].find = inherited
            }
            for child in children(of: state, in: trie) where state > 0 {
                trie.nodes[child].failure = failure(of: child, under: state, in: trie)
            }
        }
        return finds
    }

    private static func children(of state: Int, in trie: Trie) -> Range<Int> {
        Int(trie.nodes[state].firstChild)..<Int(trie.nodes[state + 1].firstChild)
    }

    private static func failure(of child: Int, under parent: Int, in trie: Trie) -> UInt32 {
        let label = trie.nodes[child].label
        var state = parent
        repeat {
            state = Int(trie.nodes[state].failure)
            for match in children(of: state, in: trie) where trie.nodes[match].label == label { return UInt32(match) }
        } while state > 0
        return 0
    }

    /// A row is its failure state's row with the state's own children laid over it.
    private static func rows(of trie: Trie, classCount: Int) -> [UInt32] {
        var dense = [UInt32](repeating: 0, count: trie.denseCount * classCount)
        for state in 0..<trie.denseCount {
            let row = state * classCount
            let base = Int(trie.nodes[state].failure) * classCount
            if state > 0 { for column in 0..<classCount { dense[row + column] = dense[base + column] } }
            for child in children(of: state, in: trie) {
                let flag = trie.nodes[child].find == 0 ? 0 : findFlag
                dense[row + Int(trie.nodes[child].label)] = UInt32(child) | flag
            }
        }
        return dense
    }
}
