/// What a client asks for (draft-ietf-secsh-filexfer-02 §6, and the extensions in OpenSSH's PROTOCOL §4).
enum SFTPRequest: Hashable, Sendable {
    case open(ByteString, SFTPOpenFlags, SFTPAttributes)
    case close(UInt32?)
    case read(UInt32?, offset: UInt64, count: UInt32)
    case write(UInt32?, offset: UInt64, ArraySlice<UInt8>)
    case status(ByteString, followsLinks: Bool)
    case handleStatus(UInt32?)
    case setStatus(ByteString, SFTPAttributes)
    case setHandleStatus(UInt32?, SFTPAttributes)
    case openDirectory(ByteString)
    case readDirectory(UInt32?)
    case remove(ByteString)
    case makeDirectory(ByteString, SFTPAttributes)
    case removeDirectory(ByteString)
    case realPath(ByteString)
    case rename(ByteString, ByteString)
    case readLink(ByteString)
    /// OpenSSH has the target first, the draft the link.
    case symbolicLink(target: ByteString, link: ByteString)
    case replace(ByteString, ByteString)
    case fileSystem(ByteString)
    case handleFileSystem(UInt32?)
    case hardLink(ByteString, ByteString)
    case synchronise(UInt32?)
    case setLinkStatus(ByteString, SFTPAttributes)
    case unknownExtension(ByteString)

    /// Reads the fields behind the request's number; nil for a message that asks for nothing.
    init?(_ message: SFTPMessage, _ reader: inout SFTPReader) throws(SFTPReader.Short) {
        switch message {
        case .open:
            let path = try reader.path()
            let flags = SFTPOpenFlags(rawValue: try reader.number())
            self = .open(path, flags, try SFTPAttributes(from: &reader))
        case .close: self = .close(try Self.handle(&reader))
        case .read:
            let handle = try Self.handle(&reader)
            let offset = try reader.longNumber()
            self = .read(handle, offset: offset, count: try reader.number())
        case .write:
            let handle = try Self.handle(&reader)
            let offset = try reader.longNumber()
            self = .write(handle, offset: offset, try reader.string())
        case .linkStatus: self = .status(try reader.path(), followsLinks: false)
        case .fileStatus: self = .status(try reader.path(), followsLinks: true)
        case .handleStatus: self = .handleStatus(try Self.handle(&reader))
        case .setStatus:
            let path = try reader.path()
            self = .setStatus(path, try SFTPAttributes(from: &reader))
        case .setHandleStatus:
            let handle = try Self.handle(&reader)
            self = .setHandleStatus(handle, try SFTPAttributes(from: &reader))
        case .openDirectory: self = .openDirectory(try reader.path())
        case .readDirectory: self = .readDirectory(try Self.handle(&reader))
        case .remove: self = .remove(try reader.path())
        case .makeDirectory:
            let path = try reader.path()
            self = .makeDirectory(path, try SFTPAttributes(from: &reader))
        case .removeDirectory: self = .removeDirectory(try reader.path())
        case .realPath: self = .realPath(try reader.path())
        case .rename:
            let from = try reader.path()
            self = .rename(from, try reader.path())
        case .readLink: self = .readLink(try reader.path())
        case .symbolicLink:
            let target = try reader.path()
            self = .symbolicLink(target: target, link: try reader.path())
        case .extended: self = try Self.extended(&reader)
        case .initialise, .version, .status, .handle, .data, .name, .attributes, .extendedReply: return nil
        }
    }

    private static func extended(_ reader: inout SFTPReader) throws(SFTPReader.Short) -> Self {
        let name = try reader.path()
        switch name {
        case "posix-rename@openssh.com":
            let from = try reader.path()
            return .replace(from, try reader.path())
        case "statvfs@openssh.com": return .fileSystem(try reader.path())
        case "fstatvfs@openssh.com": return .handleFileSystem(try handle(&reader))
        case "hardlink@openssh.com":
            let from = try reader.path()
            return .hardLink(from, try reader.path())
        case "fsync@openssh.com": return .synchronise(try handle(&reader))
        case "lsetstat@openssh.com":
            let path = try reader.path()
            return .setLinkStatus(path, try SFTPAttributes(from: &reader))
        default: return .unknownExtension(name)
        }
    }

    /// A handle is the four bytes that were given out; nil for anything else.
    private static func handle(_ reader: inout SFTPReader) throws(SFTPReader.Short) -> UInt32? {
        let bytes = try reader.string()
        guard bytes.count == 4 else { return nil }
        return bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }
}
