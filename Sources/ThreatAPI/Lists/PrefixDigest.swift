import Crypto

/// SHA-256 of every prefix of a list: the state of the hash is kept at each block's end, so that the digest of a prefix
/// costs one block at most.
struct PrefixDigest: Sendable {
    /// The state before each block.
    private var states: [SHA256] = [SHA256()]

    /// Adds one block's bytes.
    mutating func append(block: UnsafeRawBufferPointer) {
        var state = states[states.count - 1]
        state.update(bufferPointer: block)
        states.append(state)
    }

    /// The tag of so many whole blocks and `rest` after them.
    func tag(blocks: Int, rest: UnsafeRawBufferPointer) -> EntityTag {
        var state = states[blocks]
        state.update(bufferPointer: rest)
        return EntityTag(digest: state.finalize())
    }
}
