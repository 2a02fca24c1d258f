/// `lsmod`, `insmod`, `modprobe` and `rmmod`: modules are taken into a kernel that is not there.
struct ModuleCommand: ShellCommand {
    static let names: [ByteString] = ["lsmod", "insmod", "modprobe", "rmmod"]
    static let usage: ByteString = "insmod FILE [SYMBOL=VALUE]..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        switch words[0] {
        case "lsmod":
            shell.print("Module                  Size  Used by    Tainted: P  \n")
            return .success
        case "insmod":
            guard words.count > 1 else { return showUsage(in: &shell) }
            do throws(FileError) {
                let place = try shell.place(words[1])
                guard let id = place.id else { throw .noEntry }
                if shell.files[id].origin != nil { shell.executed(place.path, id) }
                return shell.fail(words[0], "can't insert '\(words[1])': invalid module format")
            } catch {
                return shell.fail(words[0], "can't insert '\(words[1])': \(error.message)")
            }
        default:
            guard let name = words.dropFirst().first(where: { $0.first != UInt8(ascii: "-") }) else { return .success }
            return shell.fail(
                words[0],
                words[0] == "rmmod"
                    ? "can't unload '\(name)': No such file or directory" : "module \(name) not found in modules.dep")
        }
    }
}
