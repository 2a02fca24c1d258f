import Firewall
import FoundationEssentials
import Glibc

/// The machine that a tool runs on: its files, and the programs it has.
struct IntegratedMachine: Sendable {
    /// What stands for `/`, without a slash at its end; empty for the machine itself.
    let root: String
    /// The variables of this process.
    let environment: [String: String]

    /// The largest file that is looked into.
    static let maximumBytes = 16 << 20
    /// The longest that a program may take: fetching a list may take five minutes by itself.
    private static let patience = Duration.seconds(600)
    private static let maximumOutput = 16 << 20

    init(root: String, environment: [String: String] = Environment.all) {
        var root = root
        while root.hasSuffix("/") { root.removeLast() }
        self.root = root
        self.environment = environment
    }

    var isItself: Bool { root.isEmpty }

    func exists(_ path: String) -> Bool { access(root + path, F_OK) == 0 }

    /// - Returns: `nil` when there is no such file.
    func file(_ path: String) throws(CommandFailure) -> FileState? {
        let descriptor = open(root + path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw failure("cannot be read", path)
        }
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { throw failure("cannot be read", path) }
        guard facts.st_mode & S_IFMT == S_IFREG else {
            throw CommandFailure(.configuration, "\(root)\(path) is no file")
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            guard count >= 0 else { throw failure("cannot be read", path) }
            if count == 0 { return FileState(bytes, mode: facts.st_mode & 0o7777) }
            bytes += buffer[..<count]
            guard bytes.count <= Self.maximumBytes else {
                throw CommandFailure(.configuration, "\(root)\(path) is larger than \(Self.maximumBytes >> 20) MiB")
            }
        }
    }

    /// The names of the files in a folder; none when there is no folder.
    func names(in folder: String) -> [String] {
        guard let stream = opendir(root + folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    /// The file that a link leads to, if it is one below this root.
    func resolved(_ path: String) -> String {
        guard let place = Self.realPath(root + path), let base = isItself ? "" : Self.realPath(root),
            place.hasPrefix(base + "/")
        else { return path }
        return String(place.dropFirst(base.count))
    }

    private static func realPath(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }

    /// Writes a file whole or not at all, or removes it. The folder that it is in is made when there is none; owner and group stay.
    func set(_ path: String, to state: FileState?) throws(CommandFailure) {
        let place = root + path
        guard let state else {
            guard unlink(place) == 0 || errno == ENOENT else { throw failure("cannot be removed", path) }
            return
        }
        try makeFolder(of: path)
        let temporary = place + ".sikker-new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure("cannot be written", path) }
        var facts = stat()
        if stat(place, &facts) == 0 { _ = fchown(descriptor, facts.st_uid, facts.st_gid) }
        var rest = Array(state.contents)[...]
        var isWritten = true
        while isWritten, !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            isWritten = count > 0
            rest = rest.dropFirst(max(0, count))
        }
        isWritten =
            isWritten && fchmod(descriptor, state.mode) == 0 && fsync(descriptor) == 0 && rename(temporary, place) == 0
        let code = errno
        close(descriptor)
        guard isWritten else {
            unlink(temporary)
            errno = code
            throw failure("cannot be written", path)
        }
    }

    private func makeFolder(of path: String) throws(CommandFailure) {
        var folder = root
        for part in path.split(separator: "/").dropLast() {
            folder += "/" + part
            guard mkdir(folder, 0o755) == 0 || errno == EEXIST else { throw failure("cannot be written", path) }
        }
    }

    private func failure(_ what: String, _ path: String) -> CommandFailure {
        let hint = errno == EACCES || errno == EPERM ? "; run this as root" : ""
        return CommandFailure(.configuration, "\(root)\(path) \(what): \(String(cString: strerror(errno)))\(hint)")
    }

    // MARK: Programs

    /// What a program said, and how it ended.
    struct ProgramResult: Sendable {
        var status: Int32
        var output: String
        var errors: String

        /// The line that says best why it failed.
        var complaint: String {
            let lines = (errors + "\n" + output).split(separator: "\n").map { TextLines.trimmed(Array($0.utf8)) }
            return lines.first { $0.contains("[emerg]") || $0.contains("ERROR") } ?? lines.first { !$0.isEmpty }
                ?? "it ended with \(status)"
        }
    }

    /// Where a program is, as a shell would find it.
    func program(_ name: String) -> String? {
        guard !name.hasPrefix("/") else { return name }
        return searchPath.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }

    private var searchPath: String {
        (environment["PATH"] ?? "") + ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    }

    /// Runs a program to its end.
    ///
    /// - Parameter variables: on top of `PATH`.
    func run(
        _ words: [String], input: String = "", variables: [String] = []
    ) throws(CommandFailure) -> ProgramResult {
        guard let name = words.first, let program = program(name) else {
            throw CommandFailure(.configuration, "\(words.first ?? "the program") is not installed")
        }
        do {
            let process = try ProgramRun(
                [program] + words.dropFirst(), input: input,
                environment: ["PATH=\(searchPath)", "LC_ALL=C"] + variables)
            guard let result = process.result(within: Self.patience, outputLimit: Self.maximumOutput) else {
                throw CommandFailure(.configuration, "\(name) did not end within \(Self.patience.components.seconds) s")
            }
            return ProgramResult(status: result.status, output: result.output, errors: result.errors)
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure(.configuration, "\(error)")
        }
    }
}
