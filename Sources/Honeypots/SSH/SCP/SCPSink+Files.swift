extension SCPSink {
    func place(_ path: ByteString, on host: ChannelHost) throws(FileError) -> FilePlace {
        try host.place(of: path, from: account.home, for: account)
    }

    func isDirectory(_ path: ByteString, on host: ChannelHost) -> Bool {
        guard let id = (try? place(path, on: host))?.id else { return false }
        return host.files[id].isDirectory
    }

    /// Where something of that name goes: into the present directory, or in its place.
    private func target(of name: ByteString) -> ByteString {
        guard let level = levels.last else { return name }
        guard level.isDirectory else { return level.path }
        return level.path == "/" ? "/" + name : level.path + "/" + name
    }

    /// The mode for something new: what the sender says when it is to be preserved, less the mask otherwise.
    private func mode(_ mode: UInt16) -> UInt16 { options.preserves ? mode : mode & ~account.mask }

    // MARK: Directories

    mutating func enter(
        _ name: ByteString, mode sent: UInt16, on host: inout ChannelHost, _ output: inout ChannelOutput
    ) {
        let path = target(of: name)
        let mode = mode(sent)
        let modified = modified
        self.modified = nil
        do throws(FileError) {
            guard !isTooDeep else { throw .nameTooLong }
            let place = try place(path, on: host)
            var level = Level(path: path, isDirectory: true, mode: nil, modified: modified)
            if let id = place.id {
                guard host.files[id].isDirectory else { throw .notDirectory }
                if options.preserves {
                    try setMode(mode, of: id, at: place.path, on: &host)
                    level.mode = mode
                }
            } else {
                // Its owner can fill it whatever mode it gets in the end.
                try host.create(place, .directory([:]), mode: mode | 0o700, for: account)
                level.mode = mode
            }
            levels.append(level)
            output.send([0])
        } catch {
            fail(path + ": " + error.message, &output)
        }
    }

    /// A directory is complete.
    mutating func leave(on host: inout ChannelHost, _ output: inout ChannelOutput) {
        guard let level = levels.popLast(), let place = try? place(level.path, on: host), let id = place.id else {
            return
        }
        if let modified = level.modified { setTime(modified, of: id, at: place.path, on: &host, &output) }
        if let mode = level.mode { try? setMode(mode, of: id, at: place.path, on: &host) }
    }

    // MARK: Files

    mutating func begin(
        _ name: ByteString, mode sent: UInt16, size: Int, on host: inout ChannelHost, _ output: inout ChannelOutput
    ) {
        let path = target(of: name)
        let asked = mode(sent)
        do throws(FileError) {
            let place = try place(path, on: host)
            var file: Incoming
            if let id = place.id {
                let node = host.files[id]
                guard !node.isDirectory else { throw .isDirectory }
                guard account.mayWrite(node) else { throw .permission }
                if node.isFile { try host.files.checkWritable(place.path) }
                file = Incoming(node: id, path: place.path, size: size)
                if options.preserves { file.mode = asked }
            } else {
                guard path.last != UInt8(ascii: "/") else { throw .isDirectory }
                let id = try host.create(
                    place, .file(.bytes([])), mode: asked | 0o200, origin: .scp, for: account)
                file = Incoming(node: id, path: place.path, size: size)
                if asked & 0o200 == 0 { file.mode = asked }
            }
            file.modified = modified
            modified = nil
            output.send([0])
            phase = size > 0 ? .content(file) : .confirmation(file, message: [])
        } catch {
            fail(path + ": " + error.message, &output)
        }
    }

    func write(_ bytes: ArraySlice<UInt8>, to file: inout Incoming, on host: inout ChannelHost) {
        let offset = file.received
        file.received += bytes.count
        guard file.failure == nil, host.files.holds(file.node), host.files[file.node].isFile else { return }
        do throws(FileError) {
            try host.files.store(bytes, in: file.node, at: offset, origin: .scp)
        } catch {
            file.failure = error
        }
    }

    mutating func finish(
        _ file: Incoming, on host: inout ChannelHost, _ log: inout TransferLog, _ output: inout ChannelOutput
    ) {
        phase = .line([])
        var failure = file.failure
        if failure == nil, host.files.holds(file.node), host.files[file.node].isFile {
            do throws(FileError) {
                if host.files[file.node].size != file.size {
                    try host.files.resize(file.node, to: file.size, origin: .scp)
                }
                if let mode = file.mode { try setMode(mode, of: file.node, at: file.path, on: &host) }
            } catch {
                failure = error
            }
        }
        keep(file, on: &host, &log, &output)
        if let failure { return fail(file.path + ": " + failure.message, &output) }
        if let modified = file.modified { setTime(modified, of: file.node, at: file.path, on: &host, &output) }
        output.send([0])
    }

    func keep(
        _ file: Incoming, on host: inout ChannelHost, _ log: inout TransferLog, _ output: inout ChannelOutput
    ) {
        host.keepUpload(file.node, path: file.path, how: .scp, &log, &output)
    }

    // MARK: Modes and times

    private func setMode(
        _ mode: UInt16, of node: Int, at path: ByteString, on host: inout ChannelHost
    ) throws(FileError) {
        guard host.files.holds(node) else { return }
        guard account.owns(host.files[node]) else { throw .notPermitted }
        try host.change(node, at: path) { $0.mode = mode }
    }

    private mutating func setTime(
        _ modified: Int64, of node: Int, at path: ByteString, on host: inout ChannelHost,
        _ output: inout ChannelOutput
    ) {
        guard host.files.holds(node) else { return }
        do throws(FileError) {
            guard account.owns(host.files[node]) else { throw .notPermitted }
            try host.change(node, at: path) { $0.modified = modified }
        } catch {
            fail(path + ": set times: " + error.message, &output)
        }
    }
}
