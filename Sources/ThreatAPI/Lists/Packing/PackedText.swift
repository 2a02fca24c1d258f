import NIOCore

/// The compressed form of a ``ListText``, ready for all clients, and of any beginning of it. Its bytes depend on those of the
/// part alone, so that equal parts are equal in their compressed form too.
protocol PackedText: AnyObject, Sendable {
    init(_ text: ListText) throws

    /// Bytes of memory.
    var byteCount: Int { get }

    /// A part of the text, compressed: pieces to be sent one after the other.
    func body(of part: ListText.Part) throws -> [ByteBuffer]
}
