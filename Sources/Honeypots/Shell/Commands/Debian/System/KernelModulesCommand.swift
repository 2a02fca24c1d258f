/// `lsmod`, `insmod`, `modprobe` and `rmmod` of kmod: the list is the machine's, and nothing joins it.
struct KernelModulesCommand: ShellCommand {
    static let names: [ByteString] = ["lsmod", "insmod", "modprobe", "rmmod"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let operand = words.dropFirst().first { $0.first != UInt8(ascii: "-") }
        switch words[0] {
        case "lsmod":
            list(&shell)
            return .success
        case "insmod":
            guard let operand else { return shell.failPlainly("insmod: ERROR: missing filename.") }
            return insert(operand, &shell)
        case "rmmod":
            guard let operand else { return shell.failPlainly("rmmod: ERROR: missing module name.") }
            return shell.failPlainly("rmmod: ERROR: Module \(operand) is not currently loaded")
        default:
            guard let operand else { return shell.failPlainly("modprobe: ERROR: missing parameters. See -h.") }
            return shell.failPlainly(
                "modprobe: FATAL: Module \(operand) not found in directory /lib/modules/\(shell.machine.kernel.release)"
            )
        }
    }

    private static func list(_ shell: inout Shell) {
        shell.print("Module                  Size  Used by\n")
        guard let id = try? shell.files.find("/proc/modules", from: "/") else { return }
        for line in shell.contents(of: id, range: 0..<65_536).lines {
            let fields = line.split(separator: UInt8(ascii: " ")).map { ByteString($0) }
            guard fields.count >= 4 else { continue }
            let size = ByteString(repeating: UInt8(ascii: " "), count: max(0, 8 - fields[1].count)) + fields[1]
            var users = fields[3] == "-" ? "" : " " + fields[3]
            if users.last == UInt8(ascii: ",") { users = ByteString(users.dropLast()) }
            shell.print("\(fields[0].padded(to: 19)) \(size)  \(fields[2])\(users)\n")
        }
    }

    private static func insert(_ operand: ByteString, _ shell: inout Shell) -> CommandOutcome {
        do throws(FileError) {
            let place = try shell.place(operand)
            guard let id = place.id else { throw .noEntry }
            if shell.files[id].origin != nil { shell.executed(place.path, id) }
            return shell.failPlainly("insmod: ERROR: could not insert module \(operand): Invalid module format")
        } catch {
            return shell.failPlainly("insmod: ERROR: could not load module \(operand): \(error.message)")
        }
    }
}
