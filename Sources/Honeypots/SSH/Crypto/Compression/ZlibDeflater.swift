import CZlib
import Synchronization

/// Packs what goes to a client under the compression methods `zlib` and `zlib@openssh.com` (RFC 4253 §6.2): one stream over
/// all packets. Copies of it are the same stream.
///
/// zlib's usual window would cost 256 KiB for each visit; with the window and the tables of this one it is 22 KiB. The
/// stream's header, which names the window, is OpenSSH's all the same: what reaches back less far may stand under it. A
/// lock, because zlib's state can be shared by nobody; only the one visit ever takes it.
final class ZlibDeflater: Sendable {
    private static let portionBytes = 16 << 10
    /// A window of two to this power; negative for data without zlib's own header.
    private static let windowBits: Int32 = -11
    private static let memoryLevel: Int32 = 4
    private static let level: Int32 = 6

    private struct State: ~Copyable {
        var stream = z_stream()
        var isBegun = false
    }

    private let state: Mutex<State>

    init() throws(SSHCryptoError) {
        state = Mutex(State())
        let code = state.withLock { state in
            deflateInit2_(
                &state.stream, Self.level, Z_DEFLATED, Self.windowBits, Self.memoryLevel, Z_DEFAULT_STRATEGY,
                zlibVersion(), Int32(MemoryLayout<z_stream>.size))
        }
        guard code == Z_OK else { throw .compression }
    }

    deinit { _ = state.withLock { deflateEnd(&$0.stream) } }

    /// The payload of one packet, so that the client can unpack it without waiting for the next.
    func pack(_ payload: [UInt8]) throws(SSHCryptoError) -> [UInt8] {
        var payload = payload
        // Deflate, a window of 32 KiB, the usual effort (RFC 1950 §2.2).
        var result: [UInt8] = state.withLock { state in
            defer { state.isBegun = true }
            return state.isBegun ? [] : [0x78, 0x9c]
        }
        var portion = [UInt8](repeating: 0, count: Self.portionBytes)
        let code = state.withLock { state in
            payload.withUnsafeMutableBufferPointer { input in
                state.stream.next_in = input.baseAddress
                state.stream.avail_in = UInt32(clamping: input.count)
                var code = Z_OK
                repeat {
                    portion.withUnsafeMutableBufferPointer { output in
                        state.stream.next_out = output.baseAddress
                        state.stream.avail_out = UInt32(clamping: output.count)
                        code = deflate(&state.stream, Z_PARTIAL_FLUSH)
                    }
                    result += portion.prefix(portion.count - Int(state.stream.avail_out))
                } while state.stream.avail_out == 0 && code == Z_OK
                return code
            }
        }
        // A call with nothing left to do answers Z_BUF_ERROR, which is no failure.
        guard code == Z_OK || code == Z_BUF_ERROR else { throw .compression }
        return result
    }
}
