import IPNetworks

/// The names that lists go by in comments: the last part of their path, with a `?` for anything but
/// visible ASCII.
struct SourceNames {
    /// The longest name that is written out.
    static let longestName = 64

    private let names: [[UInt8]]

    init(_ paths: [String]) {
        names = paths.map { path in
            let name = path.utf8.split(separator: UInt8(ascii: "/")).last ?? path.utf8[...]
            return name.prefix(Self.longestName).map { (0x21...0x7e).contains($0) ? $0 : UInt8(ascii: "?") }
        }
    }

    /// ` # a b`: text that a reader of lists skips.
    func comment(for mask: ListMask) -> [UInt8] {
        var comment = Array(" #".utf8)
        for index in mask.indices where index < names.count {
            comment.append(UInt8(ascii: " "))
            comment += names[index]
        }
        return comment
    }
}
