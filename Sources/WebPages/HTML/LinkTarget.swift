/// Where a link or form leads: a path of this server, or a page of the web. Never a script.
package struct LinkTarget: Equatable, Sendable {
    package let text: String

    /// A path of this server.
    ///
    /// - Parameters:
    ///   - parts: `["catalogue", "sh.dropper_pipe"]` for `/catalogue/sh.dropper_pipe`; each is encoded.
    ///   - query: those whose value is empty are left out.
    ///   - fragment: the id of an element there.
    package static func path(
        _ parts: String..., query: [(name: String, value: String)] = [], fragment: String? = nil
    ) -> Self {
        var text = "/" + parts.map { PercentEncoding.encoded($0) }.joined(separator: "/")
        let pairs = query.filter { !$0.value.isEmpty }
            .map { "\(PercentEncoding.encoded($0.name))=\(PercentEncoding.encoded($0.value))" }
        if !pairs.isEmpty { text += "?" + pairs.joined(separator: "&") }
        if let fragment { text += "#" + PercentEncoding.encoded(fragment) }
        return Self(text: text)
    }

    /// A path of this server as somebody else wrote it; `nil` for what a browser might take for another server, or has anything
    /// in it that no URL has.
    package init?(own path: String) {
        guard path.hasPrefix("/"), !path.hasPrefix("//"), path.utf8.count <= Self.maximumLength,
            path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && !Self.forbidden.contains($0) })
        else { return nil }
        text = path
    }

    private init(text: String) { self.text = text }

    /// An element of the same page.
    package static func here(_ id: String) -> Self { Self(text: "#" + PercentEncoding.encoded(id)) }

    /// A page of the web; `nil` for what does not begin with `https://`, or has anything in it that no URL has.
    package static func web(_ url: String) -> Self? {
        guard url.hasPrefix("https://"), url.utf8.count <= maximumLength,
            url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && !forbidden.contains($0) })
        else { return nil }
        return Self(text: url)
    }

    private static let maximumLength = 2000
    /// RFC 3986 §2: these stand in no URL.
    private static let forbidden = Array("\"<>\\^`{|}".utf8)
}
