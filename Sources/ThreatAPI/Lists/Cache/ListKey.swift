/// What a list is kept under. Each kind is made from the one before it.
enum ListKey: Hashable, Sendable {
    case addresses(ListFilter)
    case text(TextKey)
    case packed(TextKey, ContentCoding)

    /// The key of a text in a coding.
    init(_ text: TextKey, in coding: ContentCoding) {
        self = coding == .identity ? .text(text) : .packed(text, coding)
    }

    /// Whether it is one of the lists that nearly all clients ask for: those never wait for others to be built.
    var isUsual: Bool {
        switch self {
        case .addresses(let filter): filter.isUsual
        case .text(let key), .packed(let key, _): key.filter.isUsual && key.cut == nil
        }
    }
}

/// A list in one format.
struct TextKey: Hashable, Sendable {
    var filter = ListFilter()
    var format = RegisteredFormat.json
    var isAggregated = false
    /// The first so many addresses alone, where those of the whole text cannot be told apart in it.
    var cut: Int?
}
