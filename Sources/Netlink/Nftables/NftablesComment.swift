/// A comment as `nft` keeps it in the user data of tables, rules and elements: type 0, length, text and NUL
/// (libnftnl's `nftnl_udata`, the same number in all three places).
enum NftablesComment {
    static func encoded(_ text: String) -> [UInt8] {
        let text = text.utf8.prefix(NftablesRule.maximumCommentLength)
        return [0, UInt8(text.count + 1)] + text + [0]
    }

    /// The comment among the entries of user data; `nil` when there is none.
    static func text(in data: UnsafeRawBufferPointer) -> String? {
        var rest = data
        while rest.count >= 2 {
            let value = rest.dropping(2).prefix(Int(rest[1]))
            if rest[0] == 0 { return String(decoding: value.prefix { $0 != 0 }, as: UTF8.self) }
            rest = rest.dropping(2 + Int(rest[1]))
        }
        return nil
    }
}
