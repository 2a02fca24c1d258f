import CZlib

/// Files in the format of gzip: a header, deflated bytes, their checksum and their number (RFC 1952). Several may stand
/// behind each other.
enum GzipFormat {
    enum Fault: Hashable, Sendable {
        case notGzip
        case unexpectedEnd
        case invalidData
        case wrongChecksum
        case wrongLength
        /// More than it was allowed to become.
        case tooLarge
    }

    /// What came out, up to a fault if there was one.
    struct Unpacked: Sendable {
        var bytes: [UInt8] = []
        var fault: Fault?
        /// Something stands behind the last member that is none.
        var hasGarbage = false
        /// Bytes of the first header, and of the trailers' eight.
        var frameBytes = 0
        /// FNAME and MTIME of the first member.
        var name: ByteString?
        var modified: Int64 = 0
    }

    static let magic: [UInt8] = [0x1f, 0x8b]
    private static let portionBytes = 32 << 10
    private static let trailerBytes = 8

    /// Flags of a header (RFC 1952 §2.3.1).
    private enum Flag {
        static let checksum: UInt8 = 2
        static let extra: UInt8 = 4
        static let name: UInt8 = 8
        static let comment: UInt8 = 16
    }

    // MARK: Packing

    static func pack(_ bytes: [UInt8], name: ByteString? = nil, modified: Int64 = 0, level: Int32 = 6) -> [UInt8] {
        var packed = magic + [8, name == nil ? 0 : Flag.name]
        packed += littleEndian(UInt32(truncatingIfNeeded: modified))
        // XFL says how hard it was tried, OS that it was Unix.
        packed += [level == 9 ? 2 : level == 1 ? 4 : 0, 3]
        if let name { packed += name.bytes.filter { $0 != 0 } + [0] }
        packed += deflated(bytes, level)
        packed += littleEndian(checksum(bytes)) + littleEndian(UInt32(truncatingIfNeeded: bytes.count))
        return packed
    }

    private static func littleEndian(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        UInt32(truncatingIfNeeded: crc32(0, bytes, UInt32(clamping: bytes.count)))
    }

    /// zlib remembers where its state lies, so it gets a place of its own.
    private static func withStream<Result>(_ body: (UnsafeMutablePointer<z_stream>) -> Result) -> Result {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer {
            stream.deinitialize(count: 1)
            stream.deallocate()
        }
        return body(stream)
    }

    private static func deflated(_ bytes: [UInt8], _ level: Int32) -> [UInt8] {
        withStream { stream in
            let size = Int32(MemoryLayout<z_stream>.size)
            guard deflateInit2_(stream, level, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, zlibVersion(), size) == Z_OK
            else { return [] }
            defer { deflateEnd(stream) }
            var packed: [UInt8] = []
            var portion = [UInt8](repeating: 0, count: portionBytes)
            bytes.withUnsafeBufferPointer { input in
                stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.pointee.avail_in = UInt32(clamping: input.count)
                var code = Z_OK
                while code == Z_OK {
                    portion.withUnsafeMutableBufferPointer { output in
                        stream.pointee.next_out = output.baseAddress
                        stream.pointee.avail_out = UInt32(clamping: output.count)
                        code = deflate(stream, Z_FINISH)
                    }
                    packed += portion.prefix(portion.count - Int(stream.pointee.avail_out))
                }
            }
            return packed
        }
    }

    // MARK: Unpacking

    /// - Parameter limit: bytes it may become at most.
    static func unpack(_ packed: [UInt8], limit: Int) -> Unpacked {
        var result = Unpacked()
        var rest = packed[...]
        var isFirst = true
        while !rest.isEmpty {
            guard rest.starts(with: magic) else {
                if isFirst {
                    result.fault = .notGzip
                } else {
                    // Zeros are what tapes are filled up with.
                    result.hasGarbage = rest.contains { $0 != 0 }
                }
                return result
            }
            guard let header = Header(&rest) else {
                result.fault = .unexpectedEnd
                return result
            }
            if isFirst {
                (result.name, result.modified) = (header.name, header.modified)
                result.frameBytes = header.bytes
            }
            result.frameBytes += trailerBytes
            isFirst = false
            let start = result.bytes.count
            if let fault = inflate(rest, into: &result.bytes, limit: limit, rest: &rest) {
                result.fault = fault
                return result
            }
            guard rest.count >= trailerBytes else {
                result.fault = .unexpectedEnd
                return result
            }
            let member = Array(result.bytes[start...])
            let trailer = Array(rest.prefix(trailerBytes))
            rest = rest.dropFirst(trailerBytes)
            if Array(trailer[..<4]) != littleEndian(checksum(member)) { result.fault = .wrongChecksum }
            if Array(trailer[4...]) != littleEndian(UInt32(truncatingIfNeeded: member.count)) {
                result.fault = result.fault ?? .wrongLength
            }
            if result.fault != nil { return result }
        }
        if isFirst { result.fault = .unexpectedEnd }
        return result
    }

    /// What stands before the data of a member (RFC 1952 §2.3).
    private struct Header {
        var name: ByteString?
        var modified: Int64
        var bytes: Int

        /// Takes one off; nil: it is cut short.
        init?(_ rest: inout ArraySlice<UInt8>) {
            let whole = rest.count
            guard whole >= 10 else { return nil }
            let fixed = Array(rest.prefix(10))
            rest = rest.dropFirst(10)
            let flags = fixed[3]
            if flags & Flag.extra != 0 {
                guard rest.count >= 2 else { return nil }
                let count = Int(rest[rest.startIndex]) | Int(rest[rest.startIndex + 1]) << 8
                guard rest.count >= 2 + count else { return nil }
                rest = rest.dropFirst(2 + count)
            }
            for flag in [Flag.name, Flag.comment] where flags & flag != 0 {
                guard let end = rest.firstIndex(of: 0) else { return nil }
                if flag == Flag.name { name = ByteString(rest[..<end]) }
                rest = rest[(end + 1)...]
            }
            if flags & Flag.checksum != 0 {
                guard rest.count >= 2 else { return nil }
                rest = rest.dropFirst(2)
            }
            modified = fixed[4..<8].reversed().reduce(0) { $0 << 8 | Int64($1) }
            bytes = whole - rest.count
        }
    }

    private static func inflate(
        _ body: ArraySlice<UInt8>, into bytes: inout [UInt8], limit: Int, rest: inout ArraySlice<UInt8>
    ) -> Fault? {
        var unpacked: [UInt8] = []
        let room = limit - bytes.count
        let (fault, used): (Fault?, Int) = withStream { stream in
            guard inflateInit2_(stream, -15, zlibVersion(), Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
                return (.invalidData, 0)
            }
            defer { inflateEnd(stream) }
            var portion = [UInt8](repeating: 0, count: portionBytes)
            return body.withUnsafeBufferPointer { input in
                stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.pointee.avail_in = UInt32(clamping: input.count)
                while true {
                    let code = portion.withUnsafeMutableBufferPointer { output in
                        stream.pointee.next_out = output.baseAddress
                        stream.pointee.avail_out = UInt32(clamping: output.count)
                        return CZlib.inflate(stream, Z_NO_FLUSH)
                    }
                    unpacked += portion.prefix(portion.count - Int(stream.pointee.avail_out))
                    let used = input.count - Int(stream.pointee.avail_in)
                    if unpacked.count > room { return (.tooLarge, used) }
                    switch code {
                    case Z_STREAM_END: return (nil, used)
                    case Z_OK where stream.pointee.avail_out == 0: continue
                    case Z_OK, Z_BUF_ERROR: return (.unexpectedEnd, used)
                    default: return (.invalidData, used)
                    }
                }
            }
        }
        bytes += unpacked
        rest = body.dropFirst(used)
        return fault
    }
}
