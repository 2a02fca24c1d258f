extension UnsafeRawBufferPointer {
    /// The integer at `offset` in this machine's byte order, at any alignment; `nil` when it is not all there.
    func host<Number: FixedWidthInteger & BitwiseCopyable>(_: Number.Type, at offset: Int) -> Number? {
        guard offset >= 0, offset <= count - MemoryLayout<Number>.size else { return nil }
        return loadUnaligned(fromByteOffset: offset, as: Number.self)
    }

    /// The integer at `offset` in network byte order, at any alignment; `nil` when it is not all there.
    func bigEndian<Number: FixedWidthInteger & BitwiseCopyable>(_ type: Number.Type, at offset: Int) -> Number? {
        host(type, at: offset).map(Number.init(bigEndian:))
    }

    /// What is left without the first `size` bytes: nothing, when there are fewer.
    func dropping(_ size: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: self[Swift.min(Swift.max(size, 0), count)...])
    }
}
