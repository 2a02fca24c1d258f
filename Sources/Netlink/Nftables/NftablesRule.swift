/// A rule: expressions from left to right, until one does not match.
package struct NftablesRule: Equatable, Sendable {
    package let expressions: [NftablesExpression]
    /// Shown by `nft`, and how a rule is recognised when it is read back.
    package let comment: String

    /// `NFT_USERDATA_MAXLEN` less the header and the NUL; `nft` shows no more than 128 bytes.
    package static let maximumCommentLength = 126

    package init(comment: String, _ expressions: [NftablesExpression]) {
        self.comment = comment
        self.expressions = expressions
    }
}
