extension Shell {
    /// Descriptors a shell can have open.
    private static let mostDescriptors = 10

    /// Leads descriptors elsewhere until the frame this pushes is popped. False: one of them could not be, and the
    /// command does not run.
    mutating func redirect(_ redirections: [ShellRedirection]) -> Bool {
        guard !redirections.isEmpty else { return true }
        let saved = descriptors
        var opened: [Int] = []
        for redirection in redirections {
            do {
                try apply(redirection, opened: &opened)
            } catch {
                descriptors = saved
                for stream in opened { streams.close(stream) }
                switch error {
                case .message(let text), .fatal(let text):
                    complain(text, status: scope.dialect == .dash ? 2 : 1)
                case .spent: status = 1
                }
                return false
            }
        }
        push(.descriptors(saved, closing: opened))
        return true
    }

    /// Redirections of `exec` without a command: they stay.
    mutating func redirectForGood(_ redirections: [ShellRedirection]) {
        var opened: [Int] = []
        awaitSinksForGood(redirections)
        for redirection in redirections {
            do {
                try apply(redirection, opened: &opened)
            } catch {
                return giveUp(error)
            }
        }
        status = 0
    }

    private mutating func apply(_ redirection: ShellRedirection, opened: inout [Int]) throws(ExpansionError) {
        let number = redirection.descriptor
        guard number < Self.mostDescriptors else { throw .message("\(number): Bad file descriptor") }
        while descriptors.count <= number { descriptors.append(.closed) }
        switch redirection.target {
        case .read(let word): descriptors[number] = try openForReading(try expandText(word), &opened)
        case .write(let word):
            descriptors[number] = try openForWriting(try expandText(word), appends: false, &opened)
        case .append(let word): descriptors[number] = try openForWriting(try expandText(word), appends: true, &opened)
        case .readWrite(let word): descriptors[number] = try openForReading(try expandText(word), &opened)
        case .writeBoth(let word):
            descriptors[1] = try openForWriting(try expandText(word), appends: false, &opened)
            descriptors[2] = descriptors[1]
        case .appendBoth(let word):
            descriptors[1] = try openForWriting(try expandText(word), appends: true, &opened)
            descriptors[2] = descriptors[1]
        case .hereDocument(let word):
            descriptors[number] = .stream(try open(.text(try expandText(word).bytes), &opened))
        case .duplicate(let word):
            let text = try expandText(word)
            if text == "-" {
                descriptors[number] = .closed
            } else if let source = text.decimal, descriptors.indices.contains(source), descriptors[source] != .closed {
                descriptors[number] = descriptors[source]
            } else {
                if scope.dialect == .bash, text.decimal == nil { throw .message(text + ": ambiguous redirect") }
                throw .message(text.decimal == nil ? "redir error" : text + ": Bad file descriptor")
            }
        }
    }

    private mutating func open(
        _ kind: StreamTable.Stream.Kind, _ opened: inout [Int]
    ) throws(ExpansionError) -> Int {
        guard let number = streams.open(kind) else { throw .message("too many open files") }
        opened.append(number)
        return number
    }

    private mutating func openForReading(_ path: ByteString, _ opened: inout [Int]) throws(ExpansionError) -> Descriptor
    {
        do {
            let id = try files.find(path, from: scope.directory)
            try files.check(.read, id)
            if case .device(let device) = files[id].kind, device.behaviour == .terminal { return .terminal }
            return .stream(try open(.file(id, appends: false), &opened))
        } catch let error as FileError {
            switch scope.dialect {
            case .bash: throw .message("\(path): \(error.message)")
            case .dash: throw .message("cannot open \(path): \(error == .noEntry ? "No such file" : error.message)")
            case .ash: break
            }
            throw .message("can't open \(path): \(error == .noEntry ? "no such file" : error.message)")
        } catch let error as ExpansionError {
            throw error
        } catch {
            throw .spent
        }
    }

    private mutating func openForWriting(
        _ path: ByteString, appends: Bool, _ opened: inout [Int]
    ) throws(ExpansionError) -> Descriptor {
        if let sink = processSinks[path] { return .stream(sink.pipe) }
        let id: Int
        do {
            id = try prepareForWriting(path, appends: appends)
        } catch {
            if scope.dialect == .bash { throw .message("\(path): \(error.message)") }
            if scope.dialect == .dash {
                throw .message("cannot create \(path): \(error == .noEntry ? "Directory nonexistent" : error.message)")
            }
            let reason: ByteString =
                error == .noEntry || error == .notDirectory ? "nonexistent directory" : error.message
            throw .message("can't create \(path): \(reason)")
        }
        if case .device(let device) = files[id].kind, device.behaviour == .terminal { return .terminal }
        return .stream(try open(.file(id, appends: appends), &opened))
    }

    /// The node that `>` and `>>` write to: made when it is missing, emptied unless it is appended to.
    mutating func prepareForWriting(_ path: ByteString, appends: Bool) throws(FileError) -> Int {
        let place = try files.place(of: path, from: scope.directory)
        guard let id = place.id else {
            // A link that leads nowhere is created where it leads; a directory's name cannot be.
            guard path.last != UInt8(ascii: "/") else { throw .isDirectory }
            let mode = 0o666 & ~scope.mask
            return try files.create(
                place, FileNode(kind: .file(.bytes([])), mode: mode, modified: files.now, origin: origin))
        }
        switch files[id].kind {
        case .directory: throw .isDirectory
        case .device, .pipe, .socket, .link: return id
        case .file:
            if files.openUnwritable(place.path, id) { return id }
            try files.checkWritable(place.path)
            try files.check(.write, id)
            if !appends {
                replaced(place.path, id)
                try files.truncate(id, origin: origin)
            }
            return id
        }
    }
}
