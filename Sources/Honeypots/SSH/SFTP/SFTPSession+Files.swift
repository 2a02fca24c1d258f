import ThreatModel

extension SFTPSession {
    mutating func open(
        _ path: ByteString, _ flags: SFTPOpenFlags, _ attributes: SFTPAttributes, id: UInt32,
        on host: inout ChannelHost, _ output: inout ChannelOutput
    ) throws(SFTPStatus) -> SFTPPacket {
        let creates = flags.contains(.create)
        let isNewOnly = creates && flags.contains(.exclusive)
        if creates, path.last == UInt8(ascii: "/") {
            _ = try self.place(Self.withoutSlashes(path), on: host)
            throw .failure
        }
        let place = try place(path, follow: !isNewOnly, on: host)
        let node: Int
        var isWritten = false
        if let id = place.id {
            guard !isNewOnly else { throw .failure }
            try checkMayOpen(id, place.path, flags, on: host)
            node = id
            if flags.contains(.truncate), flags.writes, host.files[id].isFile {
                host.keepUpload(id, path: place.path, how: .sftp, &log, &output)
                try attempt { () throws(FileError) in try host.files.truncate(id, to: 0, origin: .sftp) }
                isWritten = true
            }
        } else {
            guard creates else { throw .noSuchFile }
            let asked = attributes.flags.contains(.permissions) ? attributes.mode : 0o666
            let mode = UInt16(truncatingIfNeeded: asked & 0o7777) & ~account.mask
            let account = account
            node = try attempt { () throws(FileError) in
                try host.create(place, .file(.bytes([])), mode: mode, origin: .sftp, for: account)
            }
            isWritten = true
        }
        let handle = SFTPHandle(kind: .file(flags), node: node, path: place.path, isWritten: isWritten)
        guard let number = handles.add(handle) else { throw .failure }
        if flags.reads, !flags.writes, host.files[node].isFile { log.tell("get " + place.path, &output) }
        return Self.handle(number, id: id)
    }

    private func checkMayOpen(
        _ id: Int, _ path: ByteString, _ flags: SFTPOpenFlags, on host: ChannelHost
    ) throws(SFTPStatus) {
        let node = host.files[id]
        if flags.reads, !account.mayRead(node) { throw .permissionDenied }
        if node.isDirectory, flags.writes || flags.contains(.create) { throw .failure }
        if case .socket = node.kind { throw .failure }
        guard flags.writes else { return }
        if !account.mayWrite(node) { throw .permissionDenied }
        guard node.isFile else { return }
        try attempt { () throws(FileError) in try host.files.checkWritable(path) }
    }

    mutating func close(
        _ number: UInt32?, on host: inout ChannelHost, _ output: inout ChannelOutput
    ) throws(SFTPStatus) {
        guard let handle = handles.remove(number) else { throw .noSuchFile }
        if handle.isWritten { host.keepUpload(handle.node, path: handle.path, how: .sftp, &log, &output) }
    }

    func read(
        _ number: UInt32?, _ offset: UInt64, _ count: UInt32, id: UInt32, on host: ChannelHost, at now: Timestamp
    ) throws(SFTPStatus) -> SFTPPacket {
        guard let handle = handles[number], let flags = handle.fileFlags else { throw .failure }
        guard let start = Int(exactly: offset), start <= FileSystem.mostFileSize else { throw .badMessage }
        // As read(2) has it: a handle for writing only is no handle to read from.
        guard flags.reads else { throw .noSuchFile }
        guard !host.files[handle.node].isDirectory else { throw .failure }
        let end = start + min(Int(count), Self.mostReadBytes)
        let bytes = host.contents(of: handle.node, range: start..<end, at: now)
        guard !bytes.isEmpty else { throw .endOfFile }
        var packet = SFTPPacket(.data, id: id)
        packet.add(bytes)
        return packet
    }

    mutating func write(
        _ number: UInt32?, _ offset: UInt64, _ bytes: ArraySlice<UInt8>, on host: inout ChannelHost
    ) throws(SFTPStatus) {
        guard var handle = handles[number], let flags = handle.fileFlags else { throw .failure }
        let isAppending = flags.contains(.append)
        let start = Int(exactly: offset)
        if !isAppending, start.map({ $0 > FileSystem.mostFileSize }) ?? true { throw .badMessage }
        guard flags.writes else { throw .noSuchFile }
        // What was removed meanwhile, and what is a device, takes everything.
        guard !bytes.isEmpty, host.files.holds(handle.node), host.files[handle.node].isFile else { return }
        let place = isAppending ? host.files[handle.node].size : start ?? 0
        if !handle.isWritten {
            handle.isWritten = true
            handles[number] = handle
        }
        let node = handle.node
        try attempt { () throws(FileError) in try host.files.store(bytes, in: node, at: place, origin: .sftp) }
    }

    /// Turns an error number into a status.
    @discardableResult
    func attempt<Result>(_ body: () throws(FileError) -> Result) throws(SFTPStatus) -> Result {
        do throws(FileError) {
            return try body()
        } catch {
            throw SFTPStatus(error)
        }
    }
}
