/// The first line of a request, taken apart as far as it can be: what does not follow the grammar is kept too.
struct HTTPRequestLine: Hashable, Sendable {
    let method: ArraySlice<UInt8>
    /// Everything between the method and the version, blanks included.
    let target: ArraySlice<UInt8>
    /// What stands last and begins with "HTTP"; empty when there is no such word.
    let versionText: ArraySlice<UInt8>
    /// nil when `versionText` is no version. HTTP/0.9 has no text.
    let version: HTTPVersion?

    /// `line` without its end.
    init(_ line: ArraySlice<UInt8>) {
        method = line.prefix { $0 != 0x20 }
        let rest = line[method.endIndex...].dropFirst()
        if let blank = rest.lastIndex(of: 0x20), rest[(blank + 1)...].starts(with: "HTTP".utf8) {
            target = rest[..<blank]
            versionText = rest[(blank + 1)...]
            version = HTTPVersion(versionText)
        } else {
            target = rest
            versionText = rest[rest.endIndex...]
            version = .v0_9
        }
    }

    /// Whether a client that speaks HTTP may have meant it: then it is recorded as a request even when it is refused.
    var isRequest: Bool {
        guard !method.isEmpty, method.count <= Self.mostMethodBytes, method.allSatisfy(ASCII.isToken), !target.isEmpty
        else { return false }
        return !versionText.isEmpty || target.first == 0x2f
    }

    private static let mostMethodBytes = 32
}
