/// A control line of the copy protocol, without its end.
enum SCPRecord: Hashable, Sendable {
    /// `T`: times of the next file or directory, in seconds since the epoch.
    case times(modified: Int64, accessed: Int64)
    /// `C`: a file of that many bytes follows.
    case file(mode: UInt16, size: Int, name: ByteString)
    /// `D`: what follows, up to an `E`, is in that directory.
    case directory(mode: UInt16, name: ByteString)
    case endOfDirectory

    /// What is wrong with a line, in OpenSSH's words.
    struct Fault: Error, Hashable {
        var reason: ByteString
        /// A name that leads elsewhere ends the copy with a message of its own.
        var isProtocolError = true
    }

    init(_ line: [UInt8]) throws(Fault) {
        var rest = line[...]
        switch rest.popFirst() {
        case UInt8(ascii: "E"): self = .endOfDirectory
        case UInt8(ascii: "T"):
            let modified = try Self.seconds(&rest, "mtime", end: UInt8(ascii: " "))
            self = .times(modified: modified, accessed: try Self.seconds(&rest, "atime", end: nil))
        case UInt8(ascii: "C"):
            let (mode, size, name) = try Self.fields(&rest)
            self = .file(mode: mode, size: size, name: name)
        case UInt8(ascii: "D"):
            let (mode, _, name) = try Self.fields(&rest)
            self = .directory(mode: mode, name: name)
        default: throw Fault(reason: "expected control record")
        }
    }

    /// "1690000000 0": whole seconds, and microseconds that nobody has.
    private static func seconds(
        _ rest: inout ArraySlice<UInt8>, _ name: ByteString, end: UInt8?
    ) throws(Fault) -> Int64 {
        guard rest.first?.isDigit == true else { throw Fault(reason: name + ".sec not present") }
        let seconds = number(&rest)
        guard rest.popFirst() == UInt8(ascii: " ") else { throw Fault(reason: name + ".sec not delimited") }
        let fraction = number(&rest)
        guard rest.first == end, fraction.map({ $0 <= 999_999 }) ?? false else {
            throw Fault(reason: name + ".usec not delimited")
        }
        rest = rest.dropFirst()
        // What no clock can show is as good as no time.
        return Int64(min(seconds ?? 0, Int(UInt32.max)))
    }

    /// Mode in four octal digits, size, name.
    private static func fields(
        _ rest: inout ArraySlice<UInt8>
    ) throws(Fault) -> (mode: UInt16, size: Int, name: ByteString) {
        var mode: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = rest.popFirst(), (0x30...0x37).contains(digit) else { throw Fault(reason: "bad mode") }
            mode = mode << 3 | UInt16(digit - 0x30)
        }
        guard rest.popFirst() == UInt8(ascii: " ") else { throw Fault(reason: "mode not delimited") }
        guard rest.first?.isDigit == true else { throw Fault(reason: "size not present") }
        let size = number(&rest)
        guard rest.popFirst() == UInt8(ascii: " ") else { throw Fault(reason: "size not delimited") }
        guard let size else { throw Fault(reason: "size out of range") }
        let name = ByteString(rest)
        guard !name.isEmpty, !name.contains(UInt8(ascii: "/")), !name.contains(0), name != ".", name != ".." else {
            throw Fault(reason: "error: unexpected filename: " + name, isProtocolError: false)
        }
        return (mode, size, name)
    }

    /// The digits that come next; nil when they are more than fit, or none.
    private static func number(_ rest: inout ArraySlice<UInt8>) -> Int? {
        let digits = rest.prefix { $0.isDigit }
        rest = rest.dropFirst(digits.count)
        return Int(String(decoding: digits, as: UTF8.self))
    }
}
