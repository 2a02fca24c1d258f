/// The server blocks of a file of nginx's, and the line in each that turns listed clients away. Everything else stays as it is, byte for byte.
struct NginxServerBlocks {
    static let directive = "include snippets/sikkerapi.conf;"
    /// What marks a line as ours.
    private static let mark = " # sikker integrate nginx"
    /// Where something else stood behind the brace, which is on a line of its own now.
    private static let markOfBreak = mark + ", the line was broken here"

    private(set) var bytes: [UInt8]
    private var blocks: [Block] = []

    private struct Block {
        /// Behind the opening brace.
        var start: Int
        var isProtected = false
    }

    init(_ contents: some Sequence<UInt8>) {
        bytes = Array(contents)
        blocks = Self.blocks(in: bytes)
    }

    var hasBlocks: Bool { !blocks.isEmpty }

    /// Puts the line into every block that has none.
    mutating func protect() {
        for block in blocks.reversed() where !block.isProtected {
            let rest = bytes[block.start...].prefix { $0 != UInt8(ascii: "\n") }.drop { Self.isSpace($0) }
            let isAlone = rest.isEmpty || rest.first == UInt8(ascii: "#")
            let line = "\n    " + Self.directive + (isAlone ? Self.mark : Self.markOfBreak + "\n")
            bytes.insert(contentsOf: line.utf8, at: block.start)
        }
        blocks = Self.blocks(in: bytes)
    }

    /// Takes our lines out, however they were indented since.
    mutating func unprotect() {
        let line = Array(Self.directive.utf8)
        let (mark, markOfBreak) = (Array(Self.mark.utf8), Array((Self.markOfBreak + "\n").utf8))
        var kept: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.first {
            if byte == UInt8(ascii: "\n") {
                let text = rest.dropFirst().drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
                if text.starts(with: line) {
                    let end = text.dropFirst(line.count)
                    if end.starts(with: markOfBreak) {
                        rest = end.dropFirst(markOfBreak.count)
                        continue
                    }
                    if end.starts(with: mark) {
                        rest = end.dropFirst(mark.count)
                        continue
                    }
                }
            }
            kept.append(byte)
            rest.removeFirst()
        }
        bytes = kept
        blocks = Self.blocks(in: bytes)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || (9...13).contains(byte) }

    /// Finds `server {` where it stands for a site: in `http`, or outside of everything in a file that is included there.
    private static func blocks(in bytes: [UInt8]) -> [Block] {
        var blocks: [Block] = []
        /// The names of the blocks around, and which of ``blocks`` each is.
        var around: [(name: String, block: Int?)] = []
        /// Of the directive that is being read.
        var words: [String] = []
        var reader = NginxWordReader(bytes)
        while let token = reader.next() {
            switch token {
            case .word(let word):
                if words.count < 2 { words.append(word) }
            case .open(let end):
                let isSite = words == ["server"] && (around.isEmpty || around.last?.name == "http")
                if isSite { blocks.append(Block(start: end)) }
                around.append((words.first ?? "", isSite ? blocks.count - 1 : nil))
                words = []
            case .close:
                _ = around.popLast()
                words = []
            case .end:
                if words.first == "include", words.last?.hasSuffix("snippets/sikkerapi.conf") == true,
                    let block = around.last?.block
                {
                    blocks[block].isProtected = true
                }
                words = []
            }
        }
        return blocks
    }
}
