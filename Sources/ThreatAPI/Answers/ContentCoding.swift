/// How the bytes of an answer are compressed (RFC 9110 §8.4.1), the most welcome first.
enum ContentCoding: Hashable, Sendable, CaseIterable {
    /// RFC 8878. Packs lists as small as gzip does, in a tenth of the time.
    case zstd
    /// RFC 1952.
    case gzip
    case identity

    /// The word in `Accept-Encoding` and `Content-Encoding`.
    var name: StaticString {
        switch self {
        case .zstd: "zstd"
        case .gzip: "gzip"
        case .identity: "identity"
        }
    }

    /// Ends the entity tags of answers in this coding: a strong validator must tell them apart.
    var tagEnding: String {
        switch self {
        case .zstd: "-zstd"
        case .gzip: "-gzip"
        case .identity: ""
        }
    }
}
