/// One field of a head, as it was sent but for the white space around its value.
struct HTTPHeader: Hashable, Sendable {
    var name: ByteString
    var value: ByteString

    func isNamed(_ other: String) -> Bool {
        let other = other.utf8
        return name.count == other.count
            && zip(name, other).allSatisfy { HTTPText.lowercased($0) == HTTPText.lowercased($1) }
    }
}
