import ThreatModel

extension SFTPSession {
    /// Does what is asked for and says what to answer; what is thrown is answered as a status.
    mutating func perform(
        _ request: SFTPRequest, id: UInt32, on host: inout ChannelHost, at now: Timestamp,
        _ output: inout ChannelOutput
    ) throws(SFTPStatus) -> SFTPPacket {
        switch request {
        case .open(let path, let flags, let attributes):
            return try open(path, flags, attributes, id: id, on: &host, &output)
        case .close(let handle): try close(handle, on: &host, &output)
        case .read(let handle, let offset, let count):
            return try read(handle, offset, count, id: id, on: host, at: now)
        case .write(let handle, let offset, let bytes): try write(handle, offset, bytes, on: &host)
        case .status(let path, let follows):
            let place = try place(path, follow: follows, on: host)
            guard let node = place.id else { throw .noSuchFile }
            return Self.attributes(of: host.node(node, at: place.path, at: now), id: id)
        case .handleStatus(let handle):
            guard let file = handles[handle], file.fileFlags != nil else { throw .failure }
            return Self.attributes(of: host.node(file.node, at: file.path, at: now), id: id)
        case .setStatus(let path, let attributes): try setStatus(path, attributes, on: &host, &output)
        case .setHandleStatus(let handle, let attributes):
            try setHandleStatus(handle, attributes, on: &host, &output)
        case .setLinkStatus(let path, let attributes): try setLinkStatus(path, attributes, on: &host, &output)
        case .openDirectory(let path): return try openDirectory(path, id: id, on: host, &output)
        case .readDirectory(let handle): return try readDirectory(handle, id: id, on: host, at: now)
        case .remove(let path): try remove(path, on: &host, &output)
        case .makeDirectory(let path, let attributes): try makeDirectory(path, attributes, on: &host, &output)
        case .removeDirectory(let path): try removeDirectory(path, on: &host, &output)
        case .realPath(let path): return Self.name(try realPath(path, on: host), id: id)
        case .readLink(let path):
            guard case .link(let target) = host.files[try node(path, follow: false, on: host)].kind else {
                throw .badMessage
            }
            return Self.name(target, id: id)
        case .rename(let from, let to): try rename(from, to, on: &host, &output)
        case .replace(let from, let to): try replace(from, to, on: &host, &output)
        case .hardLink(let from, let to): try hardLink(from, to, on: &host, &output)
        case .symbolicLink(let target, let link): try symbolicLink(target, link, on: &host, &output)
        case .fileSystem(let path):
            let place = try place(path, on: host)
            guard place.id != nil else { throw .noSuchFile }
            return Self.fileSystem(of: place.path, id: id, on: host)
        case .handleFileSystem(let handle):
            guard let file = handles[handle], file.fileFlags != nil else { throw .failure }
            return Self.fileSystem(of: file.path, id: id, on: host)
        case .synchronise(let handle):
            guard let file = handles[handle], file.fileFlags != nil else { throw .noSuchFile }
        case .unknownExtension: throw .unsupported
        }
        return Self.status(.ok, id: id)
    }

    // MARK: Paths

    /// Where a path leads; relative ones begin at home.
    func place(_ path: ByteString, follow: Bool = true, on host: ChannelHost) throws(SFTPStatus) -> FilePlace {
        do throws(FileError) {
            return try host.place(of: path, from: account.home, follow: follow, for: account)
        } catch {
            throw SFTPStatus(error)
        }
    }

    func node(_ path: ByteString, follow: Bool, on host: ChannelHost) throws(SFTPStatus) -> Int {
        guard let id = try place(path, follow: follow, on: host).id else { throw .noSuchFile }
        return id
    }

    /// The path without links, dots and doubled slashes. The last name need not exist, unless a slash or a dot
    /// follows it; behind a file they do no harm.
    private func realPath(_ path: ByteString, on host: ChannelHost) throws(SFTPStatus) -> ByteString {
        guard !path.isEmpty else { return try place(account.home, on: host).path }
        var trimmed = Self.withoutSlashes(path)
        while trimmed.hasSuffix("/.") { trimmed = Self.withoutSlashes(ByteString(trimmed.dropLast())) }
        guard !trimmed.isEmpty else { return "/" }
        let place = try place(trimmed, on: host)
        if place.id == nil, trimmed.count < path.count { throw .noSuchFile }
        return place.path
    }

    /// A path without the slashes behind its last name.
    static func withoutSlashes(_ path: ByteString) -> ByteString {
        ByteString(path.reversed().drop { $0 == UInt8(ascii: "/") }.reversed())
    }

    // MARK: Answers

    static func handle(_ number: UInt32, id: UInt32) -> SFTPPacket {
        var packet = SFTPPacket(.handle, id: id)
        packet.add(4 as UInt32)
        packet.add(number)
        return packet
    }

    private static func attributes(of node: FileNode, id: UInt32) -> SFTPPacket {
        var packet = SFTPPacket(.attributes, id: id)
        packet.add(SFTPAttributes(node))
        return packet
    }

    /// One name without attributes.
    private static func name(_ name: ByteString, id: UInt32) -> SFTPPacket {
        var packet = SFTPPacket(.name, id: id)
        packet.add(1 as UInt32)
        packet.add(name)
        packet.add(name)
        packet.add(SFTPAttributes.none)
        return packet
    }

    /// statvfs(3) of the mount a path is on (OpenSSH's PROTOCOL §4.4).
    private static func fileSystem(of path: ByteString, id: UInt32, on host: ChannelHost) -> SFTPPacket {
        let mount = host.files.mount(of: path)
        let blockBytes: UInt64 = 4096
        let blocks = UInt64(max(0, mount?.sizeKiB ?? 0)) / 4
        let free = blocks - min(blocks, UInt64(max(0, mount?.usedKiB ?? 0)) / 4)
        // mke2fs keeps a twentieth for root and makes an inode for each 16 KiB.
        let available = free - min(free, blocks / 20)
        let inodes = blocks / 4
        let freeInodes = inodes - min(inodes, (blocks - free) / 12)
        var generator = SeededGenerator(seed: host.context.persona.seed ^ blocks)
        let options = (mount?.options ?? "").split(separator: UInt8(ascii: ","))
        func has(_ option: ByteString) -> Bool { options.contains { $0.elementsEqual(option) } }
        let flags: UInt64 = (has("ro") ? 1 : 0) | (has("nosuid") ? 2 : 0)
        var packet = SFTPPacket(.extendedReply, id: id)
        for value in [
            blockBytes, blockBytes, blocks, free, available, inodes, freeInodes, freeInodes, generator.next(), flags,
            UInt64(FileSystem.longestName),
        ] {
            packet.add(value)
        }
        return packet
    }
}
