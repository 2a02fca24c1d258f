import CNetfilter

/// One element of a set as the kernel lists it. Borrows the receive buffer.
struct NftablesElement {
    let key: UnsafeRawBufferPointer
    let isIntervalEnd: Bool
    private let attributes: NetlinkAttributes

    init?(_ attribute: NetlinkAttribute) {
        attributes = attribute.nested
        var key: UnsafeRawBufferPointer?
        var isEnd = false
        for attribute in attributes {
            if attribute.is(NFTA_SET_ELEM_KEY) {
                key = attribute.nested.first(NFTA_DATA_VALUE)?.value
            } else if attribute.is(NFTA_SET_ELEM_FLAGS), let flags = attribute.number(UInt32.self) {
                isEnd = flags & NFT_SET_ELEM_INTERVAL_END.rawValue != 0
            }
        }
        guard let key else { return nil }
        self.key = key
        isIntervalEnd = isEnd
    }

    var comment: String? { attributes.first(NFTA_SET_ELEM_USERDATA).flatMap { NftablesComment.text(in: $0.value) } }

    /// The counter of an element of a counted set: alone in kernels before 5.11 and for one expression since, in a list
    /// for several.
    var count: PacketCount? {
        let single = attributes.first(NFTA_SET_ELEM_EXPR)
        let expression = single ?? attributes.first(NFTA_SET_ELEM_EXPRESSIONS)?.nested.first(NFTA_LIST_ELEM)
        return expression?.nested.first(NFTA_EXPR_DATA).flatMap { PacketCount($0.nested) }
    }
}
