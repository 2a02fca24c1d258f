/// The options of `set`, by letter and by name.
enum SetOptions {
    static let all: [(name: ByteString, letter: UInt8?)] = [
        ("allexport", UInt8(ascii: "a")), ("braceexpand", UInt8(ascii: "B")), ("emacs", nil),
        ("errexit", UInt8(ascii: "e")), ("errtrace", UInt8(ascii: "E")), ("functrace", UInt8(ascii: "T")),
        ("hashall", UInt8(ascii: "h")), ("histexpand", UInt8(ascii: "H")), ("history", nil), ("ignoreeof", nil),
        ("interactive-comments", nil), ("keyword", UInt8(ascii: "k")), ("monitor", UInt8(ascii: "m")),
        ("noclobber", UInt8(ascii: "C")), ("noexec", UInt8(ascii: "n")), ("noglob", UInt8(ascii: "f")),
        ("nolog", nil), ("notify", UInt8(ascii: "b")), ("nounset", UInt8(ascii: "u")), ("onecmd", UInt8(ascii: "t")),
        ("physical", UInt8(ascii: "P")), ("pipefail", nil), ("posix", nil), ("privileged", UInt8(ascii: "p")),
        ("verbose", UInt8(ascii: "v")), ("vi", nil), ("xtrace", UInt8(ascii: "x")),
    ]

    static func letter(of name: ByteString) -> UInt8? { all.first { $0.name == name }?.letter }
    static func isKnown(_ name: ByteString) -> Bool { all.contains { $0.name == name } }
    /// On unless they are switched off.
    static let usual: Set<ByteString> = ["braceexpand", "hashall", "interactive-comments"]
}
