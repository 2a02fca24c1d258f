/// `tar` of GNU, 1.34, with the files of the visitor's own tree.
struct TarCommand: ShellCommand {
    static let names: [ByteString] = ["tar"]

    /// Bytes an archive may have.
    static let mostBytes = 4 * 1024 * 1024

    /// Archives of more bytes are packed as quickly as can be: a tenth larger, in a third of the time.
    private static let quickFrom = 256 * 1024

    private static let letters = "AcdtruxC:f:zjJZaI:vpPOkmhSWwUT:X:b:g:s:N:K:H:V:L:lBionRGM"
    private static let long: [GNUOptions.Long] = [
        .init("create", "c"), .init("extract", "x"), .init("get", "x"), .init("list", "t"), .init("append", "r"),
        .init("update", "u"), .init("diff", "d"), .init("compare", "d"), .init("catenate", "A"),
        .init("concatenate", "A"), .init("delete", "D"), .init("test-label", "E"), .init("file", "f", .required),
        .init("directory", "C", .required), .init("gzip", "z"), .init("gunzip", "z"), .init("ungzip", "z"),
        .init("bzip2", "j"), .init("xz", "J"), .init("auto-compress", "a"), .init("verbose", "v"),
        .init("exclude", "\u{10}", .required), .init("exclude-from", "X", .required),
        .init("strip-components", "\u{11}", .required), .init("to-stdout", "O"), .init("files-from", "T", .required),
        .init("absolute-names", "P"), .init("preserve-permissions", "p"), .init("same-permissions", "p"),
        .init("no-same-permissions", "\u{12}"), .init("same-owner", "\u{13}"), .init("no-same-owner", "o"),
        .init("numeric-owner", "\u{14}"), .init("owner", "\u{15}", .required), .init("group", "\u{16}", .required),
        .init("mode", "\u{17}", .required), .init("touch", "m"), .init("keep-old-files", "k"),
        .init("skip-old-files", "\u{18}"), .init("overwrite", "\u{19}"), .init("remove-files", "\u{1a}"),
        .init("dereference", "h"), .init("no-recursion", "\u{1b}"), .init("wildcards", "\u{1c}"),
        .init("totals", "\u{1d}"), .init("one-file-system", "\u{1e}"), .init("warning", "\u{1f}", .required),
        .init("ignore-failed-read", "\u{20}"), .init("transform", "s", .required), .init("xform", "s", .required),
        .init("format", "H", .required), .init("exclude-vcs", "\u{21}"), .init("sort", "\u{22}", .required),
        .init("mtime", "\u{23}", .required), .init("checkpoint", "\u{24}", .optional), .init("unlink-first", "U"),
        .init("sparse", "S"), .init("blocking-factor", "b", .required), .init("label", "V", .required),
        .init("use-compress-program", "I", .required), .init("newer", "N", .required),
    ]

    let options: GNUOptions
    let patterns: [GlobPattern]
    let start: ByteString
    private let archive: ByteString
    private let packs: Bool
    var status: UInt8 = 0
    /// What was taken off names is told once.
    var hasToldOfSlashes = false

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let hint: ByteString = "Try 'tar --help' or 'tar --usage' for more information.\n"
        guard let words = modern(words, hint, &shell) else { return .exit(2) }
        let manners = GNUOptions.Manners(
            status: 64, hint: hint, version: "(GNU tar) 1.34", synopsis: "[OPTION...] [FILE]...")
        guard case .options(let options) = GNUOptions.read(words, letters, long, manners, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        let modes = options.given.filter { "AcdtruxDE".unicodeScalars.contains($0.letter) }
        guard let mode = modes.first?.letter else {
            shell.print(
                "tar: You must specify one of the '-Acdtrux', '--delete' or '--test-label' options\n\(hint)", to: 2)
            return .exit(2)
        }
        guard modes.allSatisfy({ $0.letter == mode }) else {
            shell.print(
                "tar: You may not specify more than one '-Acdtrux', '--delete' or  '--test-label' option\n\(hint)",
                to: 2)
            return .exit(2)
        }
        if mode == "c", options.operands.isEmpty, !options.has("T") {
            shell.print("tar: Cowardly refusing to create an empty archive\n\(hint)", to: 2)
            return .exit(2)
        }
        var command = Self(options, shell)
        switch mode {
        case "c", "r", "u": return command.create(adds: mode != "c", in: &shell)
        default: return command.extract(mode, in: &shell)
        }
    }

    /// The first word may be letters without a dash, whose arguments follow in their order.
    private static func modern(_ words: [ByteString], _ hint: ByteString, _ shell: inout Shell) -> [ByteString]? {
        guard words.count > 1, words[1].first != UInt8(ascii: "-"), !words[1].isEmpty else { return words }
        var rest = words.dropFirst(2)
        var modern = [words[0]]
        let known = Array(letters.unicodeScalars)
        for byte in words[1] {
            modern.append(ByteString([UInt8(ascii: "-"), byte]))
            guard let index = known.firstIndex(of: Unicode.Scalar(byte)), byte != UInt8(ascii: ":"),
                index + 1 < known.count, known[index + 1] == ":"
            else { continue }
            guard let argument = rest.popFirst() else {
                shell.print("tar: Old option '\(ByteString([byte]))' requires an argument.\n\(hint)", to: 2)
                return nil
            }
            modern.append(argument)
        }
        return modern + rest
    }

    private init(_ options: GNUOptions, _ shell: Shell) {
        self.options = options
        archive = options.argument("f") ?? "-"
        let byName = options.has("a") && (archive.hasSuffix(".gz") || archive.hasSuffix(".tgz"))
        packs = options.has("z") || byName || options.argument("I") == "gzip"
        patterns = options.all("\u{10}").map { GlobPattern($0) }
        start =
            options.argument("C").map { FileSystem.normalised($0, from: shell.scope.directory) }
            ?? shell.scope.directory
    }

    // MARK: Messages

    mutating func complain(_ message: ByteString, _ shell: inout Shell) {
        shell.print("tar: \(message)\n", to: 2)
        status = 2
    }

    func die(_ message: ByteString, _ shell: inout Shell) -> CommandOutcome {
        shell.print("tar: \(message)\ntar: Error is not recoverable: exiting now\n", to: 2)
        return .exit(2)
    }

    func end(_ shell: inout Shell) -> CommandOutcome {
        if status == 2 { shell.print("tar: Exiting with failure status due to previous errors\n", to: 2) }
        return .exit(status)
    }

    /// The programs beside tar that it starts; nil: what is asked for is gzip, or nothing.
    private var missingPacker: ByteString? {
        options.has("J") || archive.hasSuffix(".xz") && options.has("a")
            ? "xz" : options.has("j") ? "bzip2" : options.has("Z") ? "compress" : nil
    }

    // MARK: The archive

    enum Archive {
        case bytes([UInt8])
        case outcome(CommandOutcome)
    }

    /// All of it, unpacked.
    func load(_ shell: inout Shell) -> Archive {
        let packed: [UInt8]
        if archive == "-" {
            if shell.isTerminal(0), options.argument("f") == nil {
                return .outcome(
                    die("Refusing to read archive contents from terminal (missing -f option?)", &shell))
            }
            switch shell.readInput() {
            case .bytes(let bytes): packed = bytes
            case .terminal: return .outcome(.collectingInput)
            case .endless: return .outcome(.endless)
            }
        } else {
            do {
                switch try shell.read(path: archive) {
                case .bytes(let bytes): packed = bytes
                case .terminal: return .outcome(.collectingInput)
                case .endless: return .outcome(.endless)
                }
            } catch {
                if packs || missingPacker != nil {
                    shell.print(
                        "tar (child): \(archive): Cannot open: \(error.message)\ntar (child): Error is not recoverable: exiting now\n",
                        to: 2)
                    return .outcome(die("Child returned status 2", &shell))
                }
                if error == .isDirectory {
                    shell.print(
                        "tar: \(archive): Cannot read: Is a directory\ntar: At beginning of tape, quitting now\n", to: 2
                    )
                    return .outcome(die("Error is not recoverable: exiting now", &shell))
                }
                return .outcome(die("\(archive): Cannot open: \(error.message)", &shell))
            }
        }
        return unpacked(packed, &shell)
    }

    private func unpacked(_ packed: [UInt8], _ shell: inout Shell) -> Archive {
        guard shell.charge(packed.count) else { return .outcome(.endless) }
        let isGzip = packed.starts(with: GzipFormat.magic)
        if let packer = missingPacker {
            shell.print(
                "\(packer): (stdin): \(packer == "xz" ? "File format not recognized" : "not a bzip2 file.")\n", to: 2)
            return .outcome(die("Child returned status 1", &shell))
        }
        if isGzip, !packs, archive == "-" { return .outcome(die("Archive is compressed. Use -z option", &shell)) }
        guard isGzip || packs else { return .bytes(packed) }
        let result = GzipFormat.unpack(packed, limit: Self.mostBytes)
        // Unpacking is several times as quick as packing.
        guard result.fault != .tooLarge, shell.charge(result.bytes.count / 2) else { return .outcome(.endless) }
        switch result.fault {
        case nil: return .bytes(result.bytes)
        case .notGzip where !isGzip: shell.print("\ngzip: stdin: not in gzip format\n", to: 2)
        case .unexpectedEnd where packed.isEmpty:
            // gzip has nothing to say of nothing.
            return .bytes([])
        default: shell.print("\ngzip: stdin: unexpected end of file\n", to: 2)
        }
        return .outcome(die("Child returned status 1", &shell))
    }

    /// Writes it; nil: done.
    mutating func save(_ bytes: [UInt8], _ shell: inout Shell) -> CommandOutcome? {
        if let packer = missingPacker {
            shell.print(
                "tar (child): \(packer): Cannot exec: No such file or directory\ntar (child): Error is not recoverable: exiting now\n",
                to: 2)
            return die("\(archive): Cannot write: Broken pipe", &shell)
        }
        // The bytes themselves were paid for when they were read.
        guard shell.charge(packs ? bytes.count : 1) else { return .endless }
        // Of much, what is quick is enough.
        let written = packs ? GzipFormat.pack(bytes, level: bytes.count > Self.quickFrom ? 2 : 6) : bytes
        guard archive != "-" else { return shell.print(written) ? nil : .exit(141) }
        do {
            try shell.store(written, at: archive)
            return nil
        } catch {
            return die("\(archive): Cannot open: \(error.message)", &shell)
        }
    }

    /// Where an archive is that is being written, so that it does not hold itself.
    func archivePath(_ shell: Shell) -> ByteString? {
        archive == "-" ? nil : FileSystem.normalised(archive, from: shell.scope.directory)
    }

    var writesToOutput: Bool { archive == "-" }
    var isNamed: Bool { options.argument("f") != nil }

    // MARK: Names

    func isExcluded(_ name: ByteString) -> Bool {
        patterns.contains { pattern in
            pattern.matches(name) || pattern.matches(name.lastPathComponent)
        }
    }

    /// Without what would lead out of the folder it is unpacked in.
    mutating func safe(_ name: ByteString, _ shell: inout Shell) -> ByteString {
        guard !options.has("P") else { return name }
        var rest = name[...]
        var taken: ByteString = ""
        while true {
            if rest.first == UInt8(ascii: "/") {
                taken = taken.isEmpty || taken == "/" ? "/" : taken
                rest = rest.dropFirst()
            } else if rest.hasPrefix("../") {
                taken = "../"
                rest = rest.dropFirst(3)
            } else {
                break
            }
        }
        if !taken.isEmpty, !hasToldOfSlashes {
            hasToldOfSlashes = true
            shell.print("tar: Removing leading `\(taken)' from member names\n", to: 2)
        }
        return rest.isEmpty ? "./" : ByteString(rest)
    }

    /// As `tar tv` shows one.
    static func line(_ entry: TarEntry, _ width: inout Int, numeric: Bool) -> ByteString {
        let type: UInt8 =
            switch entry.kind {
            case .file: UInt8(ascii: "-")
            case .directory: UInt8(ascii: "d")
            case .symbolicLink: UInt8(ascii: "l")
            case .hardLink: UInt8(ascii: "h")
            case .device(let isBlock, _, _): isBlock ? UInt8(ascii: "b") : UInt8(ascii: "c")
            case .pipe: UInt8(ascii: "p")
            }
        let mode = ByteString([type]) + FileNode(kind: .pipe, mode: entry.mode, modified: 0).permissions
        let owner = entry.ownerName.isEmpty || numeric ? "\(entry.owner)" : entry.ownerName
        let group = entry.groupName.isEmpty || numeric ? "\(entry.group)" : entry.groupName
        var size: ByteString = "\(entry.bytes.count)"
        if case .device(_, let major, let minor) = entry.kind { size = "\(major),\(minor)" }
        // Columns grow as wider ones are met.
        let taken = owner.count + group.count + size.count + 2
        width = max(width, taken)
        let time = TimeFormat.text(of: entry.modified, "%Y-%m-%d %H:%M")
        var line: ByteString =
            "\(mode) \(owner)/\(group) \(size.indented(to: width - taken + size.count)) \(time) \(entry.name)"
        if entry.kind == .symbolicLink { line += " -> \(entry.target)" }
        if entry.kind == .hardLink { line += " link to \(entry.target)" }
        return line + "\n"
    }
}
