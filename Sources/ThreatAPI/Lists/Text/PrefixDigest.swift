import Crypto

/// SHA-256 of every beginning of a text: the state of the hash is kept at each block's end, so that the digest of a
/// beginning costs one block at most.
struct PrefixDigest: Sendable {
    /// The state before each block.
    private var states: [SHA256] = [SHA256()]

    /// Adds one block's bytes.
    mutating func append(block: UnsafeRawBufferPointer) {
        var state = states[states.count - 1]
        state.update(bufferPointer: block)
        states.append(state)
    }

    /// The tag of so many whole blocks and what comes besides them.
    func tag(blocks: Int, rest: [[UInt8]]) -> EntityTag {
        var state = states[blocks]
        for bytes in rest { bytes.withUnsafeBytes { state.update(bufferPointer: $0) } }
        return EntityTag(digest: state.finalize())
    }
}
