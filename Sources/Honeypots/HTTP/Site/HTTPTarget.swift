/// Where in a site a request points.
struct HTTPTarget: Hashable, Sendable {
    /// Decoded, without dot segments and doubled slashes: what a server looks for on its disk.
    let path: String
    let query: [HTTPFormField]

    /// nil for what every server refuses: broken escapes, and paths that climb above the root.
    init?(_ target: ByteString) {
        var rest = target.bytes[...]
        let scheme = Array("http://".utf8)
        if rest.count >= scheme.count, zip(rest, scheme).allSatisfy({ HTTPText.lowercased($0) == $1 }) {
            // The form meant for proxies (RFC 9112 §3.2.2).
            rest = rest.dropFirst(scheme.count).drop { $0 != UInt8(ascii: "/") }
            if rest.isEmpty { rest = [UInt8(ascii: "/")] }
        }
        guard rest.first == UInt8(ascii: "/") else { return nil }
        let path = rest.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        query = HTTPFormField.urlEncoded(rest.dropFirst(path.count + 1))
        guard let decoded = HTTPText.decoded(path, isStrict: true) else { return nil }
        var segments: [ArraySlice<UInt8>] = []
        let parts = decoded.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: true)
        for part in parts {
            switch ByteString(part) {
            case ".": continue
            case "..": guard segments.popLast() != nil else { return nil }
            default: segments.append(part)
            }
        }
        let isFolder = decoded.last == UInt8(ascii: "/") || parts.last.map { $0 == [UInt8(ascii: ".")] } ?? true
        let joined = segments.map { "/" + String(decoding: $0, as: UTF8.self) }.joined()
        self.path = isFolder ? joined + "/" : joined
    }

    /// A place without a name, such as the one of a request that could not be read.
    private init() { (path, query) = ("/", []) }
    static let root = Self()
}
