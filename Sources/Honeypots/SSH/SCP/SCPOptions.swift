/// What the far end of `scp` was started with.
struct SCPOptions: Hashable, Sendable {
    enum Direction: Hashable, Sendable {
        /// `-t`: files come.
        case sink
        /// `-f`: files go.
        case source
    }

    var direction: Direction
    var isRecursive = false
    /// Times and modes are sent along, and kept as they are.
    var preserves = false
    /// The target must be a directory.
    var wantsDirectory = false
    var operands: [ByteString] = []

    /// nil: this is no far end of a transfer. Options are those of OpenSSH 8.4, as far as they come with one.
    init?(_ words: [ByteString]) {
        var direction: Direction?
        var rest = words.dropFirst()
        while let word = rest.first, word.count > 1, word.first == UInt8(ascii: "-") {
            rest.removeFirst()
            if word == "--" { break }
            for letter in word.dropFirst() {
                switch letter {
                case UInt8(ascii: "t"): direction = .sink
                case UInt8(ascii: "f"): direction = .source
                case UInt8(ascii: "r"): isRecursive = true
                case UInt8(ascii: "p"): preserves = true
                case UInt8(ascii: "d"): wantsDirectory = true
                default:
                    guard Self.ignored.contains(letter) else { return nil }
                }
            }
        }
        guard let direction else { return nil }
        self.direction = direction
        operands = Array(rest)
    }

    private static let ignored = Array("vqBCT12346".utf8)
}
