import ThreatModel

extension SFTPSession {
    mutating func remove(
        _ path: ByteString, on host: inout ChannelHost, _ output: inout ChannelOutput
    ) throws(SFTPStatus) {
        let place = try place(Self.withoutSlashes(path), follow: false, on: host)
        guard let node = place.id else { throw .noSuchFile }
        guard !host.files[node].isDirectory else { throw .failure }
        guard path.last != UInt8(ascii: "/") else { throw .noSuchFile }
        let account = account
        try attempt { () throws(FileError) in try host.checkMayChangeEntry(place, for: account) }
        keepUnfinished(node, on: &host, &output)
        try attempt { () throws(FileError) in try host.files.remove(place) }
        log.tell("rm " + place.path, &output)
    }

    /// SSH_FXP_RENAME, which in OpenSSH replaces nothing.
    mutating func rename(
        _ from: ByteString, _ to: ByteString, on host: inout ChannelHost, _ output: inout ChannelOutput
    ) throws(SFTPStatus) {
        let source = try place(from, follow: false, on: host)
        guard let node = source.id else { throw .noSuchFile }
        // A file gets a new name, then loses the old one: link(2). Anything else is renamed if nothing is there.
        let target = try place(to, follow: false, on: host)
        let isThere = host.files[node].isFile ? target.id != nil : (try? place(to, on: host))?.id != nil
        guard !isThere else { throw .failure }
        try checkMayRename(node, source, as: from, target, as: to, on: host)
        // A link to nowhere is replaced, but not by a directory.
        if target.id != nil, host.files[node].isDirectory { throw .noSuchFile }
        try move(source, target, on: &host, &output)
    }

    /// What rename(2) refuses before it looks at what is there.
    private func checkMayRename(
        _ node: Int, _ source: FilePlace, as from: ByteString, _ target: FilePlace, as to: ByteString,
        on host: ChannelHost
    ) throws(SFTPStatus) {
        guard !Self.endsInDots(from), !Self.endsInDots(to) else { throw .failure }
        if target.path.hasPrefix(source.path + "/") { throw .badMessage }
        if source.path.hasPrefix(target.path + "/") { throw .failure }
        let slash = UInt8(ascii: "/")
        if from.last == slash || to.last == slash, !host.files[node].isDirectory { throw .noSuchFile }
    }

    /// posix-rename@openssh.com: rename(2).
    mutating func replace(
        _ from: ByteString, _ to: ByteString, on host: inout ChannelHost, _ output: inout ChannelOutput
    ) throws(SFTPStatus) {
        if Self.endsInDots(from) || Self.endsInDots(to) {
            for parent in [Self.parent(of: from), Self.parent(of: to)] {
                guard host.files[try self.node(parent, follow: true, on: host)].isDirectory else { throw .noSuchFile }
            }
            throw .failure
        }
        let source = try place(from, follow: false, on: host)
        guard let node = source.id else { throw .noSuchFile }
        let target = try place(to, follow: false, on: host)
        try checkMayRename(node, source, as: from, target, as: to, on: host)
        if let replaced = target.id {
            guard replaced != node else { return }
            // A directory takes the place of a directory only.
            if host.files[node].isDirectory, !host.files[replaced].isDirectory { throw .noSuchFile }
            keepUnfinished(replaced, on: &host, &output)
        }
        try move(source, target, on: &host, &output)
    }

    /// Names that rename(2) takes for busy: `.`, `..` and the root.
    private static func endsInDots(_ path: ByteString) -> Bool {
        guard let last = FileSystem.names(in: path).last else { return true }
        return last == "." || last == ".."
    }

    /// A path without its last name.
    private static func parent(of path: ByteString) -> ByteString {
        let trimmed = withoutSlashes(path)
        let parent = trimmed.prefix(trimmed.lastIndex(of: UInt8(ascii: "/")) ?? 0)
        return parent.isEmpty ? (path.first == UInt8(ascii: "/") ? "/" : ".") : ByteString(parent)
    }

    private mutating func move(
        _ source: FilePlace, _ target: FilePlace, on host: inout ChannelHost, _ output: inout ChannelOutput
    ) throws(SFTPStatus) {
        let account = account
        try attempt { () throws(FileError) in
            try host.checkMayChangeEntry(source, for: account)
            try host.checkMayChangeEntry(target, for: account)
            try host.files.rename(source, to: target)
        }
        log.tell("rename " + source.path + " " + target.path, &output)
    }

    /// hardlink@openssh.com. Another name for the same content is a copy here.
    mutating func hardLink(
        _ from: ByteString, _ to: ByteString, on host: inout ChannelHost, _ output: inout ChannelOutput
    ) throws(SFTPStatus) {
        let source = try place(from, follow: false, on: host)
        guard let id = source.id else { throw .noSuchFile }
        let node = host.files[id]
        let target = try place(to, follow: false, on: host)
        guard target.id == nil else { throw .failure }
        guard to.last != UInt8(ascii: "/") else { throw .noSuchFile }
        guard !node.isDirectory else { throw .permissionDenied }
        let account = account
        try attempt { () throws(FileError) in
            try host.checkMayChangeEntry(target, for: account)
            let room = host.files.room.bytes - host.files.storedBytes
            guard node.origin == nil || node.keptBytes <= room else { throw .noSpace }
            try host.files.create(target, node)
        }
        log.tell("ln " + source.path + " " + target.path, &output)
    }

    mutating func symbolicLink(
        _ target: ByteString, _ link: ByteString, on host: inout ChannelHost, _ output: inout ChannelOutput
    ) throws(SFTPStatus) {
        let place = try place(link, follow: false, on: host)
        guard !target.isEmpty, place.id != nil || link.last != UInt8(ascii: "/") else { throw .noSuchFile }
        guard target.count < FileSystem.longestPath else { throw .badMessage }
        let account = account
        try attempt { () throws(FileError) in try host.create(place, .link(target), mode: 0o777, for: account) }
        log.tell("ln -s " + target + " " + place.path, &output)
    }

    /// Records what is being written to a file whose name goes away.
    private mutating func keepUnfinished(
        _ node: Int, on host: inout ChannelHost, _ output: inout ChannelOutput
    ) {
        guard let handle = handles.all.first(where: { $0.node == node && $0.isWritten }) else { return }
        host.keepUpload(node, path: handle.path, how: .sftp, &log, &output)
    }
}
