/// Reads the values of a data section where they lie (MaxMind DB File Format Specification 2.0, "Output Data Section") and
/// shows them to a visitor.
///
/// Whatever the bytes are, nothing outside them is read, nothing is followed more than ``deepest`` levels down, and no more
/// values are read than were granted: values that point at each other could otherwise be read for ever.
struct MaxMindDecoder {
    /// Levels of maps and lists; real databases have five.
    static let deepest = 32

    private let bytes: UnsafeRawBufferPointer
    private var valuesLeft: Int

    init(_ bytes: UnsafeRawBufferPointer, mostValues: Int) {
        self.bytes = bytes
        valuesLeft = mostValues
    }

    /// Reads the value at `position` with all that is in it, and returns where the next one stands.
    ///
    /// - Parameter step: what the visitor calls the place of this value; `nil` where nothing matters to it.
    @discardableResult
    mutating func read<Visitor: MaxMindVisitor>(
        at position: Int, step: Visitor.Step?, depth: Int = 0, _ visitor: inout Visitor
    ) throws(PlaceError.Reason) -> Int {
        guard depth <= Self.deepest else {
            throw .malformed("its values are nested deeper than \(Self.deepest) levels")
        }
        guard valuesLeft > 0 else { throw .malformed("its values point at each other without end") }
        valuesLeft -= 1
        var cursor = position
        let control = try number(at: &cursor, length: 1)
        if control >> 5 == MaxMindType.pointer.rawValue {
            let target = try pointer(control, at: &cursor)
            guard step != nil || visitor.readsEverything else { return cursor }
            guard bytes.indices.contains(target), bytes[target] >> 5 != MaxMindType.pointer.rawValue else {
                throw .malformed("a pointer leads outside its data, or to a pointer")
            }
            try read(at: target, step: step, depth: depth + 1, &visitor)
            return cursor
        }
        let type = try self.type(control, at: &cursor)
        let size = try self.size(control, at: &cursor)
        switch type {
        case .map:
            for _ in 0..<size {
                let key = try key(at: &cursor)
                let next = try visitor.step(from: step, to: key)
                cursor = try read(at: cursor, step: next, depth: depth + 1, &visitor)
            }
        case .list:
            for _ in 0..<size { cursor = try read(at: cursor, step: nil, depth: depth + 1, &visitor) }
        case .text:
            let text = try take(size, at: &cursor)
            if let step { try visitor.take(.text(text), at: step) }
        case .unsigned16, .unsigned32, .unsigned64:
            let number = try number(at: &cursor, length: size)
            if let step { try visitor.take(.number(number), at: step) }
        case .flag:
            if let step { try visitor.take(.number(size == 0 ? 0 : 1), at: step) }
        case .double, .bytes, .signed32, .unsigned128, .float:
            _ = try take(size, at: &cursor)
        case .pointer, .container, .endMarker:
            throw .malformed("a value is of a kind that cannot stand there")
        }
        return cursor
    }

    /// A key: text, or a pointer to one.
    private mutating func key(at cursor: inout Int) throws(PlaceError.Reason) -> UnsafeRawBufferPointer {
        let control = try number(at: &cursor, length: 1)
        guard control >> 5 == MaxMindType.pointer.rawValue else { return try text(control, at: &cursor) }
        var target = try pointer(control, at: &cursor)
        return try text(number(at: &target, length: 1), at: &target)
    }

    private func text(_ control: UInt64, at cursor: inout Int) throws(PlaceError.Reason) -> UnsafeRawBufferPointer {
        guard control >> 5 == MaxMindType.text.rawValue else { throw .malformed("a map's key is no text") }
        return try take(size(control, at: &cursor), at: &cursor)
    }

    private func type(_ control: UInt64, at cursor: inout Int) throws(PlaceError.Reason) -> MaxMindType {
        let number = control >> 5 == 0 ? try number(at: &cursor, length: 1) + 7 : control >> 5
        guard let type = MaxMindType(rawValue: number) else { throw .malformed("a value is of no known kind") }
        return type
    }

    private func size(_ control: UInt64, at cursor: inout Int) throws(PlaceError.Reason) -> Int {
        switch control & 0x1f {
        case 29: 29 + Int(try number(at: &cursor, length: 1))
        case 30: 285 + Int(try number(at: &cursor, length: 2))
        case 31: 65_821 + Int(try number(at: &cursor, length: 3))
        case let size: Int(size)
        }
    }

    private func pointer(_ control: UInt64, at cursor: inout Int) throws(PlaceError.Reason) -> Int {
        let high = Int(control & 7)
        return switch control >> 3 & 3 {
        case 0: high << 8 + Int(try number(at: &cursor, length: 1))
        case 1: high << 16 + Int(try number(at: &cursor, length: 2)) + 2_048
        case 2: high << 24 + Int(try number(at: &cursor, length: 3)) + 526_336
        default: Int(try number(at: &cursor, length: 4))
        }
    }

    /// A number in network order; none of more than 8 bytes.
    private func number(at cursor: inout Int, length: Int) throws(PlaceError.Reason) -> UInt64 {
        guard length <= 8 else { throw .malformed("a number is longer than its kind allows") }
        return try take(length, at: &cursor).reduce(0) { $0 << 8 | UInt64($1) }
    }

    private func take(_ count: Int, at cursor: inout Int) throws(PlaceError.Reason) -> UnsafeRawBufferPointer {
        guard cursor >= 0, cursor <= bytes.count, count <= bytes.count - cursor else {
            throw .malformed("a value reaches beyond the file's data")
        }
        defer { cursor += count }
        return UnsafeRawBufferPointer(rebasing: bytes[cursor..<cursor + count])
    }
}
