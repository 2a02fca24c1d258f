import ThreatModel

extension SFTPSession {
    mutating func setStatus(
        _ path: ByteString, _ attributes: SFTPAttributes, on host: inout ChannelHost, _ output: inout ChannelOutput
    ) throws(SFTPStatus) {
        guard !attributes.flags.isDisjoint(with: .settable) else { return }
        // truncate(2) looks at the size before it looks at the file.
        if attributes.flags == .size, Int(exactly: attributes.size) == nil { throw .badMessage }
        let place = try place(path, on: host)
        guard let node = place.id else { throw .noSuchFile }
        let mayWrite = account.mayWrite(host.files[node])
        try set(attributes, of: node, at: place.path, mayResize: mayWrite ? nil : .permissionDenied, on: &host, &output)
    }

    mutating func setHandleStatus(
        _ number: UInt32?, _ attributes: SFTPAttributes, on host: inout ChannelHost, _ output: inout ChannelOutput
    ) throws(SFTPStatus) {
        guard let handle = handles[number], let flags = handle.fileFlags else { throw .failure }
        guard host.files.holds(handle.node) else { return }
        // ftruncate(2) wants a handle that can write.
        try set(
            attributes, of: handle.node, at: handle.path, mayResize: flags.writes ? nil : .badMessage, on: &host,
            &output)
    }

    /// lsetstat@openssh.com: for links themselves, which have no size to change and no mode that can be.
    mutating func setLinkStatus(
        _ path: ByteString, _ attributes: SFTPAttributes, on host: inout ChannelHost, _ output: inout ChannelOutput
    ) throws(SFTPStatus) {
        if attributes.flags.contains(.size) { throw .badMessage }
        guard !attributes.flags.isDisjoint(with: .settable) else { return }
        let place = try place(path, follow: false, on: host)
        guard let node = place.id else { throw .noSuchFile }
        var others = attributes
        others.flags.remove(.permissions)
        try set(others, of: node, at: place.path, mayResize: nil, on: &host, &output)
        // fchmodat(2) without following links is not there on Linux.
        if attributes.flags.contains(.permissions) { throw .failure }
    }

    /// Sets what is given, each for itself; the last that fails is what is told. `mayResize`: why not, if not.
    private mutating func set(
        _ attributes: SFTPAttributes, of node: Int, at path: ByteString, mayResize refusal: SFTPStatus?,
        on host: inout ChannelHost, _ output: inout ChannelOutput
    ) throws(SFTPStatus) {
        var failure: SFTPStatus?
        do throws(SFTPStatus) {
            if attributes.flags.contains(.size) {
                try resize(node, at: path, to: attributes.size, refusal, on: &host)
            }
        } catch { failure = error }
        let isOwner = account.owns(host.files[node])
        do throws(SFTPStatus) {
            if attributes.flags.contains(.permissions) {
                guard isOwner else { throw .permissionDenied }
                let mode = UInt16(truncatingIfNeeded: attributes.mode & 0o7777)
                try attempt { () throws(FileError) in try host.change(node, at: path) { $0.mode = mode } }
            }
        } catch { failure = error }
        do throws(SFTPStatus) {
            if attributes.flags.contains(.times) {
                guard isOwner else { throw .permissionDenied }
                let modified = Int64(attributes.modified)
                try attempt { () throws(FileError) in try host.change(node, at: path) { $0.modified = modified } }
            }
        } catch { failure = error }
        do throws(SFTPStatus) {
            if attributes.flags.contains(.owner) { try setOwner(of: node, at: path, attributes, on: &host) }
        } catch { failure = error }
        if attributes.flags.contains(.permissions) {
            log.tell("chmod " + ByteString(String(attributes.mode & 0o7777, radix: 8)) + " " + path, &output)
        }
        if attributes.flags.contains(.owner) {
            log.tell("chown \(attributes.uid):\(attributes.gid) " + path, &output)
        }
        if let failure { throw failure }
    }

    private mutating func resize(
        _ node: Int, at path: ByteString, to size: UInt64, _ refusal: SFTPStatus?, on host: inout ChannelHost
    ) throws(SFTPStatus) {
        if refusal == .badMessage { throw .badMessage }
        guard !host.files[node].isDirectory else { throw .failure }
        if let refusal { throw refusal }
        guard let size = Int(exactly: size), host.files[node].isFile else { throw .badMessage }
        try attempt { () throws(FileError) in
            try host.files.checkWritable(path)
            try host.files.resize(node, to: size, origin: .sftp)
        }
    }

    /// chown(2): an owner may only give a file to another group of his.
    private func setOwner(
        of node: Int, at path: ByteString, _ attributes: SFTPAttributes, on host: inout ChannelHost
    ) throws(SFTPStatus) {
        let (uid, gid) = (Int(attributes.uid), Int(attributes.gid))
        let mayChange =
            account.isRoot
            || host.files[node].owner == account.uid && uid == account.uid && account.groups.contains(gid)
        guard mayChange else { throw .permissionDenied }
        try attempt { () throws(FileError) in
            try host.change(node, at: path) { node in
                // 2³² - 1 leaves it as it is.
                if uid != Int(UInt32.max) { node.owner = uid }
                if gid != Int(UInt32.max) { node.group = gid }
            }
        }
    }
}
