/// The line a client begins with (RFC 4253 §4.2), read as OpenSSH's server reads it: up to the first line feed, and what
/// is no identification ends the connection.
struct SSHVersionExchange: Sendable {
    /// Bytes of the line (SSH_MAX_BANNER_LEN of OpenSSH).
    static let mostBytes = 8192

    private(set) var line: [UInt8] = []
    private var endsHere = false

    /// Takes one byte. True: the line is complete, and `line` is what the client said without its end.
    mutating func take(_ byte: UInt8) throws(SSHViolation) -> Bool {
        switch byte {
        case 0x0d: endsHere = true
        case 0x0a:
            try check()
            return true
        case 0x00: throw Self.invalid("NUL in the version line", line)
        default:
            if endsHere { throw Self.invalid("carriage return in the version line", line) }
            line.append(byte)
            if line.count > Self.mostBytes { throw Self.invalid("version line too long", line) }
        }
        return false
    }

    private func check() throws(SSHViolation) {
        guard line.starts(with: "SSH-".utf8) else { throw Self.invalid("no SSH identification", line) }
        // SSH-major.minor-software, as scanf reads it: both numbers may be padded, the software must not be empty.
        var rest = line.dropFirst(4)
        guard let major = Self.number(&rest), rest.popFirst() == UInt8(ascii: "."), Self.number(&rest) != nil,
            rest.popFirst() == UInt8(ascii: "-"), !rest.isEmpty
        else { throw Self.invalid("malformed SSH identification", line) }
        // Scanners that OpenSSH knows by name get nothing more (SSH_BUG_SCANNER and SSH_BUG_PROBE of its compat.c).
        guard !rest.starts(with: "Probe-".utf8), !rest.contains("SSH_Version_Mapper".utf8) else {
            throw .silent("known scanner", line)
        }
        let minorText = line.dropFirst(4).drop { $0 != UInt8(ascii: ".") }.dropFirst().prefix { $0.isDigit }
        let isOldButCapable = major == 1 && minorText.elementsEqual("99".utf8)
        guard major == 2 || isOldButCapable else {
            throw SSHViolation(
                reason: "protocol version \(major)", farewell: .line("Protocol major versions differ."), bytes: line)
        }
    }

    private static func number(_ rest: inout ArraySlice<UInt8>) -> Int? {
        let digits = rest.prefix { $0.isDigit }
        guard !digits.isEmpty, digits.count <= 9 else { return nil }
        rest = rest.dropFirst(digits.count)
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private static func invalid(_ reason: String, _ line: [UInt8]) -> SSHViolation {
        SSHViolation(reason: reason, farewell: .line("Invalid SSH identification string."), bytes: line)
    }
}
