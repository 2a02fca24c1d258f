import Glibc
import Scoring

/// The lists of known networks: those that came with the program, and those in the operator's folder.
struct KnownNetworkFiles: ReloadSource {
    let configuration: KnownNetworkConfiguration
    let directory: KnownNetworkDirectory

    var name: String { "networks" }

    /// The folder is one of them: its own identity changes when files come and go.
    var files: [String] { configuration.folder.map { [$0] + Self.lists(in: $0) } ?? [] }

    func reload(isFirst: Bool) -> ReloadOutcome {
        var errors: [String] = []
        var lists: [String: KnownNetworkList] = [:]
        do {
            for list in try KnownNetworks.builtInLists() { lists[list.name] = list }
        } catch {
            errors.append(error.description)
        }
        for file in configuration.folder.map({ Self.lists(in: $0) }) ?? [] {
            do {
                let list = try KnownNetworkList(text: Self.text(of: file), file: file)
                lists[list.name] = list
            } catch {
                errors.append(error.description)
            }
        }
        if let folder = configuration.folder, access(folder, R_OK | X_OK) != 0 {
            errors.append("\(folder) cannot be read: \(String(cString: strerror(errno)))")
        }
        var networks = KnownNetworks.none
        do {
            networks = try KnownNetworks(Array(lists.values), disabled: configuration.disabled)
        } catch {
            errors.append(error.description)
            networks = (try? KnownNetworks(Array(lists.values))) ?? .none
        }
        if errors.isEmpty || isFirst { directory.replace(with: networks) }
        let discounting = networks.lists.count { $0.factor != nil }
        return ReloadOutcome(
            sentence: "\(networks.lists.count) lists of known networks are in force, \(discounting) of them whitelist",
            errors: errors)
    }

    /// The paths of the lists in a folder, sorted.
    private static func lists(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(".txt"), !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted().map { folder + "/" + $0 }
    }

    private static func text(of file: String) throws(KnownNetworkError) -> String {
        func failure() -> KnownNetworkError { .unreadable(file: file, reason: String(cString: strerror(errno))) }
        let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure() }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .unreadable(file: file, reason: "it is no regular file")
        }
        guard status.st_size <= KnownNetworkLimits.fileBytes else { throw .tooLarge(file: file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure() }
            guard count > 0 else { break }
            bytes += piece[..<count]
            guard bytes.count <= KnownNetworkLimits.fileBytes else { throw .tooLarge(file: file) }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .unreadable(file: file, reason: "it is not UTF-8")
        }
        return text
    }
}
