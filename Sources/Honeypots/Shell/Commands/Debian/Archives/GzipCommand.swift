/// `gzip` 1.10, and `gunzip`, `zcat` and `uncompress`, which are scripts that call it: hence all messages are gzip's.
struct GzipCommand: ShellCommand {
    static let names: [ByteString] = ["gzip", "gunzip", "zcat", "uncompress"]

    private static let long: [GNUOptions.Long] = [
        .init("ascii", "a"), .init("stdout", "c"), .init("to-stdout", "c"), .init("decompress", "d"),
        .init("uncompress", "d"), .init("force", "f"), .init("keep", "k"), .init("list", "l"),
        .init("license", "L"), .init("no-name", "n"), .init("name", "N"), .init("quiet", "q"), .init("silent", "q"),
        .init("recursive", "r"), .init("suffix", "S", .required), .init("test", "t"), .init("verbose", "v"),
        .init("fast", "1"), .init("best", "9"), .init("rsyncable", "R"),
        .init("synchronous", "y"),
    ]

    /// Bytes a file may become when it is unpacked.
    static let mostBytes = Shell.mostReadBytes
    /// Packing and unpacking cost more than copying.
    private static let workPerByte = 2

    private let options: GNUOptions
    private let unpacks: Bool
    private let toOutput: Bool
    private let suffix: ByteString
    private var status: UInt8 = 0
    private var hasListed = false

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        var words = words
        let called = words[0]
        words[0] = "gzip"
        if called != "gzip" { words.insert(called == "zcat" ? "-cd" : "-d", at: 1) }
        let manners = GNUOptions.Manners(hint: "Try `gzip --help' for more information.\n", version: "1.10")
        guard
            case .options(let options) = GNUOptions.read(
                words, "ab:cdfhHklLmMnNqrS:tvVZ123456789", long, manners, in: &shell)
        else { return .exit(shell.usageStatus) }
        if options.has("h", "H") {
            shell.print("Usage: gzip [OPTION]... [FILE]...\n")
            return .success
        }
        if options.has("V") {
            shell.print("gzip 1.10\n")
            return .success
        }
        var command = Self(options)
        return command.run(in: &shell)
    }

    private init(_ options: GNUOptions) {
        self.options = options
        unpacks = options.has("d", "t", "l")
        toOutput = options.has("c", "t", "l")
        suffix = options.argument("S") ?? ".gz"
    }

    private mutating func warn(_ message: ByteString, _ shell: inout Shell) {
        if !options.has("q") { shell.print("gzip: \(message)\n", to: 2) }
        if status == 0 { status = 2 }
    }

    private mutating func fail(_ message: ByteString, _ shell: inout Shell) {
        shell.print("gzip: \(message)\n", to: 2)
        status = 1
    }

    private mutating func run(in shell: inout Shell) -> CommandOutcome {
        let operands = options.operands.isEmpty ? ["-"] : options.operands
        for operand in operands {
            guard operand == "-" else {
                if let outcome = treat(operand, in: &shell) { return outcome }
                continue
            }
            let side = unpacks ? 0 : 1
            if shell.isTerminal(side), !options.has("f", "l", "t") || unpacks && shell.isTerminal(0) {
                let way: ByteString = unpacks ? "read from a terminal" : "written to a terminal"
                let what: ByteString = unpacks ? "decompression" : "compression"
                return shell.fail(
                    "gzip", "compressed data not \(way). Use -f to force \(what).\nFor help, type: gzip -h")
            }
            switch shell.readInput() {
            case .terminal: return .collectingInput
            case .endless: return .endless
            case .bytes(let bytes):
                guard shell.charge(bytes.count * Self.workPerByte) else { return .endless }
                guard unpacks else {
                    guard shell.print(GzipFormat.pack(bytes, level: level)) else { return .failure }
                    continue
                }
                if let outcome = unpack(bytes, "stdin", to: nil, in: &shell) { return outcome }
            }
        }
        return .exit(status)
    }

    private var level: Int32 {
        options.last("1", "2", "3", "4", "5", "6", "7", "8", "9").map { Int32($0.value) - 0x30 } ?? 6
    }

    /// One file; nil: go on with the next.
    private mutating func treat(_ operand: ByteString, in shell: inout Shell) -> CommandOutcome? {
        guard shell.charge(100) else { return .endless }
        let bytes: [UInt8]
        let node: FileNode
        var path = operand
        do throws(FileError) {
            var found = try? shell.files.find(path, from: shell.scope.directory)
            if found == nil, unpacks, !path.hasSuffix(suffix) {
                path += suffix
                found = try? shell.files.find(path, from: shell.scope.directory)
            }
            guard let id = found else { throw Self.fault(path, shell) }
            node = shell.files[id]
            if node.isDirectory {
                guard options.has("r") else {
                    warn("\(path) is a directory -- ignored", &shell)
                    return nil
                }
                for name in shell.files.entries(of: id).keys.sorted() {
                    if let outcome = treat(path.appending(name), in: &shell) { return outcome }
                }
                return nil
            }
            if !toOutput, !options.has("f"), let place = try? shell.place(path, follow: false), let own = place.id,
                case .link = shell.files[own].kind
            {
                throw .tooManyLinks
            }
            guard node.isFile || toOutput else {
                warn("\(path) is not a directory or a regular file - ignored", &shell)
                return nil
            }
            try shell.files.check(.read, id)
            switch shell.read(id, from: 0) {
            case .bytes(let all): bytes = all
            case .terminal: return .collectingInput
            case .endless: return .endless
            }
        } catch {
            fail("\(path): \(error.message)", &shell)
            return nil
        }
        guard shell.charge(bytes.count * Self.workPerByte) else { return .endless }
        if unpacks {
            guard toOutput || path.hasSuffix(suffix) || path.hasSuffix(".tgz") || path.hasSuffix(".Z") else {
                warn("\(path): unknown suffix -- ignored", &shell)
                return nil
            }
            let target =
                path.hasSuffix(".tgz")
                ? ByteString(path.dropLast(3)) + "tar"
                : ByteString(path.dropLast(path.hasSuffix(".Z") && suffix == ".gz" ? 2 : suffix.count))
            return unpack(bytes, path, to: toOutput ? nil : target, from: node, in: &shell)
        }
        if path.hasSuffix(suffix), !options.has("f"), !options.has("c") {
            if !options.has("q") { shell.print("gzip: \(path) already has \(suffix) suffix -- unchanged\n", to: 2) }
            return nil
        }
        let name = options.has("n") ? nil : path.lastPathComponent
        let packed = GzipFormat.pack(bytes, name: name, modified: options.has("n") ? 0 : node.modified, level: level)
        if options.has("c") {
            guard shell.print(packed) else { return .failure }
            tell(path, Self.ratio(bytes.count, packed.count - 18 - (name.map { $0.count + 1 } ?? 0)), nil, &shell)
            return nil
        }
        let target = path + suffix
        if write(packed, to: target, from: path, node, in: &shell) {
            tell(path, Self.ratio(bytes.count, packed.count - 18 - (name.map { $0.count + 1 } ?? 0)), target, &shell)
        }
        return nil
    }

    /// Why a path leads nowhere.
    private static func fault(_ path: ByteString, _ shell: Shell) -> FileError {
        do {
            _ = try shell.files.find(path, from: shell.scope.directory)
            return .noEntry
        } catch {
            return error
        }
    }

    /// Unpacks one input to a file or standard output.
    private mutating func unpack(
        _ bytes: [UInt8], _ path: ByteString, to target: ByteString?, from node: FileNode? = nil, in shell: inout Shell
    ) -> CommandOutcome? {
        let unpacked = GzipFormat.unpack(bytes, limit: Self.mostBytes)
        guard unpacked.fault != .tooLarge, shell.charge(unpacked.bytes.count * Self.workPerByte) else {
            return .endless
        }
        if unpacked.fault == .notGzip, options.has("f"), options.has("c") {
            return shell.print(bytes) ? nil : .failure
        }
        if let target {
            if unpacked.fault == nil {
                if unpacked.hasGarbage { garbage(path, &shell) }
                if write(unpacked.bytes, to: target, from: path, node, in: &shell) {
                    tell(path, Self.ratio(unpacked.bytes.count, bytes.count - unpacked.frameBytes), target, &shell)
                }
                return nil
            }
        } else if options.has("l") {
            if unpacked.fault == nil { list(path, bytes.count, unpacked, &shell) }
        } else if !options.has("t") {
            guard shell.print(unpacked.bytes) || unpacked.bytes.isEmpty else { return .failure }
        }
        if let fault = unpacked.fault {
            shell.print("\ngzip: \(path): \(Self.words(fault))\n", to: 2)
            status = 1
        } else if unpacked.hasGarbage {
            garbage(path, &shell)
        } else if options.has("t"), options.has("v") {
            shell.print("\(path):\t OK\n", to: 2)
        }
        return nil
    }

    private mutating func garbage(_ path: ByteString, _ shell: inout Shell) {
        if !options.has("q") {
            shell.print("\ngzip: \(path): decompression OK, trailing garbage ignored\n", to: 2)
        }
        if status == 0 { status = 2 }
    }

    private static func words(_ fault: GzipFormat.Fault) -> ByteString {
        switch fault {
        case .notGzip: "not in gzip format"
        case .unexpectedEnd: "unexpected end of file"
        case .invalidData, .tooLarge: "invalid compressed data--format violated"
        case .wrongChecksum: "invalid compressed data--crc error"
        case .wrongLength: "invalid compressed data--length error"
        }
    }

    /// Puts the result beside its source, which goes unless it is to be kept.
    private mutating func write(
        _ bytes: [UInt8], to target: ByteString, from path: ByteString, _ node: FileNode?, in shell: inout Shell
    ) -> Bool {
        do throws(FileError) {
            if let place = try? shell.place(target), place.id != nil, !options.has("f") {
                warn("\(target) already exists;\tnot overwritten", &shell)
                return false
            }
            try shell.store(bytes, at: target, origin: node?.origin ?? .copy)
            if let node, let id = try shell.place(target).id {
                try shell.files.update(id) { ($0.mode, $0.modified) = (node.mode, node.modified) }
            }
            guard !options.has("k") else { return true }
            let place = try shell.place(path, follow: false)
            if let id = place.id { shell.recordFiles(under: place.path, id) }
            try shell.files.remove(place)
            return true
        } catch {
            fail("\(target): \(error.message)", &shell)
            return false
        }
    }

    // MARK: Figures

    /// " 26.2%": how much smaller it became.
    private static func ratio(_ whole: Int, _ packed: Int) -> ByteString {
        let saved = whole == 0 ? 0 : 100 * Double(whole - packed) / Double(whole)
        return ByteString(DecimalFormat.text(saved, conversion: UInt8(ascii: "f"), precision: 1, width: 5)) + "%"
    }

    private func tell(_ path: ByteString, _ ratio: ByteString, _ target: ByteString?, _ shell: inout Shell) {
        guard options.has("v") else { return }
        let rest = target.map { " -- \(options.has("k") ? "created" : "replaced with") \($0)" as ByteString } ?? ""
        shell.print("\(path):\t\(ratio)\(rest)\n", to: 2)
    }

    private mutating func list(
        _ path: ByteString, _ count: Int, _ unpacked: GzipFormat.Unpacked, _ shell: inout Shell
    ) {
        if !hasListed, !options.has("q") {
            shell.print("         compressed        uncompressed  ratio uncompressed_name\n")
        }
        hasListed = true
        let name = path.hasSuffix(suffix) ? ByteString(path.dropLast(suffix.count)) : path == "stdin" ? "stdout" : path
        let sizes =
            ByteString("\(count)").indented(to: 19) + " "
            + ByteString("\(unpacked.bytes.count)").indented(to: 19)
        shell.print("\(sizes) \(Self.ratio(unpacked.bytes.count, count - unpacked.frameBytes)) \(name)\n")
    }
}
