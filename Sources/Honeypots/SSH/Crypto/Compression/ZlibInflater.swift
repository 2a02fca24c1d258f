import CZlib
import Synchronization

/// Unpacks what a client sends under the compression methods `zlib` and `zlib@openssh.com` (RFC 4253 §6.2): one stream over
/// all packets. Copies of it are the same stream.
///
/// zlib keeps a window of 32 KiB and 7 KiB beside it. A lock, because zlib's state can be shared by nobody; only the one
/// visit ever takes it.
final class ZlibInflater: Sendable {
    private static let portionBytes = 16 << 10

    private let stream: Mutex<z_stream>

    init() throws(SSHCryptoError) {
        stream = Mutex(z_stream())
        let code = stream.withLock { inflateInit_(&$0, zlibVersion(), Int32(MemoryLayout<z_stream>.size)) }
        guard code == Z_OK else { throw .compression }
    }

    deinit { _ = stream.withLock { inflateEnd(&$0) } }

    /// The payload of one packet.
    ///
    /// - Parameter limit: bytes it may grow to at most.
    /// - Throws: ``SSHCryptoError/compression`` if it is no such data, or too much.
    func unpack(_ packed: [UInt8], limit: Int) throws(SSHCryptoError) -> [UInt8] {
        var packed = packed
        var result: [UInt8] = []
        var portion = [UInt8](repeating: 0, count: Self.portionBytes)
        var consumed = 0
        while true {
            let (code, given) = step(&packed, &consumed, &portion)
            result += portion.prefix(given)
            guard result.count <= limit else { throw .compression }
            switch code {
            // What fills the room may not have been all; a call that changes nothing ends in Z_BUF_ERROR.
            case Z_OK where given == portion.count || consumed < packed.count: continue
            case Z_OK: return result
            case Z_BUF_ERROR where consumed == packed.count: return result
            default: throw .compression
            }
        }
    }

    /// One call of zlib: how it went, and how much it gave.
    private func step(_ packed: inout [UInt8], _ consumed: inout Int, _ portion: inout [UInt8]) -> (Int32, Int) {
        let start = consumed
        let outcome = stream.withLock { stream in
            packed.withUnsafeMutableBufferPointer { input in
                portion.withUnsafeMutableBufferPointer { output in
                    let rest = UnsafeMutableBufferPointer(rebasing: input[start...])
                    stream.next_in = rest.baseAddress
                    stream.avail_in = UInt32(clamping: rest.count)
                    stream.next_out = output.baseAddress
                    stream.avail_out = UInt32(clamping: output.count)
                    let code = inflate(&stream, Z_SYNC_FLUSH)
                    return (code, Int(stream.avail_in), output.count - Int(stream.avail_out))
                }
            }
        }
        consumed = packed.count - outcome.1
        return (outcome.0, outcome.2)
    }
}
