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

    private static func lists(in folder: String) -> [String] { FolderFiles.paths(in: folder, ending: ".txt") }

    private static func text(of file: String) throws(KnownNetworkError) -> String {
        do {
            return try FolderFiles.text(of: file, limit: KnownNetworkLimits.fileBytes)
        } catch {
            switch error {
            case .tooLarge: throw .tooLarge(file: file)
            case .unreadable(let reason): throw .unreadable(file: file, reason: reason)
            }
        }
    }
}
