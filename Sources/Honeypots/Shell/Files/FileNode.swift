/// One file, directory, link or device: an inode.
struct FileNode: Sendable {
    enum Kind: Sendable {
        case directory(DirectoryEntries)
        case file(FileContent)
        case link(ByteString)
        case device(SpecialFile)
        case pipe
        case socket
    }

    var kind: Kind
    /// Permission bits, with set-uid, set-gid and sticky.
    var mode: UInt16
    var owner: Int = 0
    var group: Int = 0
    /// Seconds since the epoch; ``atBoot`` and ``atMidnight`` in trees that all visits share.
    var modified: Int64
    /// How the visitor made it; nil for what came with the device.
    var origin: FileOrigin?
    /// Bytes of a file behind those that are kept: they were sent, or skipped, and read as zeros.
    var unkeptBytes = 0

    /// Stand for the start of the machine and the beginning of the day, whenever one looks.
    static let atBoot = Int64.min
    static let atMidnight = Int64.min + 1

    var isDirectory: Bool {
        if case .directory = kind { true } else { false }
    }

    var isFile: Bool {
        if case .file = kind { true } else { false }
    }

    var isExecutable: Bool { mode & 0o111 != 0 }

    /// The first letter of `ls -l`.
    var typeLetter: UInt8 {
        switch kind {
        case .directory: UInt8(ascii: "d")
        case .file: UInt8(ascii: "-")
        case .link: UInt8(ascii: "l")
        case .device(let device): device.isBlock ? UInt8(ascii: "b") : UInt8(ascii: "c")
        case .pipe: UInt8(ascii: "p")
        case .socket: UInt8(ascii: "s")
        }
    }

    /// "rwxr-xr-x", with s, S, t and T where the mode has them.
    var permissions: ByteString {
        var text = ByteString()
        for (index, letter) in "rwxrwxrwx".utf8.enumerated() {
            text.append(mode & (0o400 >> UInt16(index)) != 0 ? letter : UInt8(ascii: "-"))
        }
        for (bit, index, letter) in [(0o4000 as UInt16, 2, "s"), (0o2000, 5, "s"), (0o1000, 8, "t")]
        where mode & bit != 0 {
            let executable = text[index] == UInt8(ascii: "x")
            text[index] = ByteString(executable ? letter : letter.uppercased())[0]
        }
        return text
    }
}

/// How a file of the visitor's came to be: the `how` of its event.
enum FileOrigin: String, Hashable, Sendable {
    case upload
    case echo
    case redirect
    case download
    case copy
    case sftp
    case scp
}
