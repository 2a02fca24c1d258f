import CNetfilter
import Glibc

/// One call of bpf(2): a command, and the fields of `union bpf_attr` (linux/bpf.h) that it takes, at their offsets.
struct BPFCall {
    private let name: String
    private let command: bpf_cmd
    private var fields = [UInt8](repeating: 0, count: Self.size)

    /// Reaches behind the last field of every command that is used here. The kernel takes zeros for what it does not know.
    private static let size = 72
    /// How often the kernel may ask for a command to be given again.
    private static let attempts = 16

    /// - Parameter name: what the command does, for error messages.
    init(_ name: String, _ command: bpf_cmd) {
        self.name = name
        self.command = command
    }

    mutating func set(_ offset: Int, _ value: UInt32) {
        fields.withUnsafeMutableBytes { $0.storeBytes(of: value, toByteOffset: offset, as: UInt32.self) }
    }

    mutating func set(_ offset: Int, _ value: UInt64) {
        fields.withUnsafeMutableBytes { $0.storeBytes(of: value, toByteOffset: offset, as: UInt64.self) }
    }

    /// A pointer, which must stay valid until the call is over.
    mutating func set(_ offset: Int, _ pointer: UnsafeRawPointer?) {
        set(offset, UInt64(UInt(bitPattern: pointer)))
    }

    /// A name of at most 15 letters, digits, `_` and `.`, with a NUL after it.
    mutating func set(_ offset: Int, name: String) {
        for (index, byte) in name.utf8.prefix(15).enumerated() { fields[offset + index] = byte }
    }

    func field(_ offset: Int) -> UInt32 {
        fields.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self) }
    }

    /// Returns what the command returns: for most a descriptor, else 0. Fields that the kernel sets can be read afterwards.
    @discardableResult
    mutating func run() throws(NetlinkError) -> Int32 {
        for _ in 0..<Self.attempts {
            let result = fields.withUnsafeMutableBytes {
                sikker_bpf(Int32(command.rawValue), $0.baseAddress, UInt32($0.count))
            }
            if result >= 0 { return result }
            guard errno == EINTR || errno == EAGAIN else { break }
        }
        throw .call("bpf: \(name)", code: .current)
    }
}
