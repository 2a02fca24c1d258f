import ThreatModel

extension SFTPSession {
    mutating func openDirectory(
        _ path: ByteString, id: UInt32, on host: ChannelHost, _ output: inout ChannelOutput
    ) throws(SFTPStatus) -> SFTPPacket {
        let place = try place(path, on: host)
        guard let node = place.id, host.files[node].isDirectory else { throw .noSuchFile }
        guard account.mayRead(host.files[node]) else { throw .permissionDenied }
        let handle = SFTPHandle(kind: .directory(after: nil, isAtEnd: false), node: node, path: place.path)
        guard let number = handles.add(handle) else { throw .failure }
        log.tell("ls " + place.path, &output)
        return Self.handle(number, id: id)
    }

    mutating func readDirectory(
        _ number: UInt32?, id: UInt32, on host: ChannelHost, at now: Timestamp
    ) throws(SFTPStatus) -> SFTPPacket {
        guard var handle = handles[number], case .directory(let last, let isAtEnd) = handle.kind else {
            throw .failure
        }
        guard !isAtEnd, host.files.holds(handle.node) else { throw .endOfFile }
        let parent = (try? host.files.find("..", from: handle.path)) ?? FileTree.root
        let names = SFTPDirectoryOrder.names(
            in: handle.node, parent: parent, of: host.files, after: last, upTo: Self.mostNames)
        handle.kind = .directory(after: names.last?.place ?? last, isAtEnd: names.count < Self.mostNames)
        handles[number] = handle
        guard !names.isEmpty else { throw .endOfFile }
        let writer = SFTPLongName(accounts: AccountLists(host, at: now), now: now.seconds, zoneOffset: host.zoneOffset)
        var packet = SFTPPacket(.name, id: id)
        packet.add(UInt32(truncatingIfNeeded: names.count))
        for (place, node) in names {
            let file = host.node(node, at: handle.path + "/" + place.name, at: now)
            packet.add(place.name)
            packet.add(writer.line(place.name, file, links: host.files.links(of: node)))
            packet.add(SFTPAttributes(file))
        }
        return packet
    }

    mutating func makeDirectory(
        _ path: ByteString, _ attributes: SFTPAttributes, on host: inout ChannelHost, _ output: inout ChannelOutput
    ) throws(SFTPStatus) {
        let place = try place(Self.withoutSlashes(path), follow: false, on: host)
        guard place.id == nil else { throw .failure }
        let asked = attributes.flags.contains(.permissions) ? attributes.mode & 0o7777 : 0o777
        // mkdir(2) takes the permissions and the sticky bit.
        let mode = UInt16(truncatingIfNeeded: asked & 0o1777) & ~account.mask
        let account = account
        try attempt { () throws(FileError) in try host.create(place, .directory([:]), mode: mode, for: account) }
        log.tell("mkdir " + place.path, &output)
    }

    mutating func removeDirectory(
        _ path: ByteString, on host: inout ChannelHost, _ output: inout ChannelOutput
    ) throws(SFTPStatus) {
        let place = try place(Self.withoutSlashes(path), follow: false, on: host)
        guard let node = place.id, host.files[node].isDirectory else { throw .noSuchFile }
        // rmdir(2) has words of its own for these names.
        switch FileSystem.names(in: path).last {
        case ".": throw .badMessage
        case "..": throw .failure
        default: break
        }
        let account = account
        try attempt { () throws(FileError) in
            try host.checkMayChangeEntry(place, for: account)
            try host.files.remove(place)
        }
        log.tell("rmdir " + place.path, &output)
    }
}
