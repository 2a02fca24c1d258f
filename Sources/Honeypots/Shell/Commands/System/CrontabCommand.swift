struct CrontabCommand: ShellCommand {
    static let names: [ByteString] = ["crontab"]
    static let usage: ByteString = "crontab [-c DIR] [-u USER] [-ler]/[FILE]"

    private static let path: ByteString = "/var/spool/cron/crontabs/root"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "c:u:ler", in: &shell) else { return .failure }
        if options.has("l") {
            guard case .bytes(let bytes)? = try? shell.read(path: path) else {
                return shell.scope.dialect.isDebian
                    ? shell.failPlainly("no crontab for \(shell.account.name)")
                    : shell.fail(words[0], "can't open 'root': No such file or directory")
            }
            shell.print(bytes)
            return .success
        }
        if options.has("r") {
            if shell.scope.dialect.isDebian, (try? shell.files.find(path, from: "/")) == nil {
                return shell.failPlainly("no crontab for \(shell.account.name)")
            }
            if let place = try? shell.place(path), let id = place.id {
                shell.recordFiles(under: place.path, id)
                try? shell.files.remove(place)
            }
            return .success
        }
        if options.has("e") { return .become(["vi", path]) }
        if shell.scope.dialect.isDebian, let file = options.operands.first, file != "-",
            (try? shell.files.find(file, from: shell.scope.directory)) == nil
        {
            return shell.failPlainly("\(file): No such file or directory")
        }
        switch shell.inputs(Array(options.operands.prefix(1)), of: words[0]) {
        case .outcome(let outcome): return outcome
        case .files(let files, let status):
            guard let file = files.first else { return .exit(status) }
            do {
                try shell.store(file.bytes, at: path)
                return .success
            } catch {
                return shell.fail(words[0], "can't open 'root.new': \(error.message)")
            }
        }
    }
}
