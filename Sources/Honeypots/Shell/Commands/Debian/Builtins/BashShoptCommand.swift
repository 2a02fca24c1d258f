struct BashShoptCommand: ShellCommand {
    static let names: [ByteString] = ["shopt"]
    static let place = CommandPlace.builtin

    /// Every name, and whether it is on from the start in a shell that is not interactive.
    static let all: [(name: ByteString, isOn: Bool)] = [
        ("autocd", false), ("assoc_expand_once", false), ("cdable_vars", false), ("cdspell", false),
        ("checkhash", false), ("checkjobs", false), ("checkwinsize", true), ("cmdhist", true), ("compat31", false),
        ("compat32", false), ("compat40", false), ("compat41", false), ("compat42", false), ("compat43", false),
        ("compat44", false), ("complete_fullquote", true), ("direxpand", false), ("dirspell", false),
        ("dotglob", false), ("execfail", false), ("expand_aliases", false), ("extdebug", false), ("extglob", false),
        ("extquote", true), ("failglob", false), ("force_fignore", true), ("globasciiranges", true),
        ("globstar", false), ("gnu_errfmt", false), ("histappend", false), ("histreedit", false),
        ("histverify", false), ("hostcomplete", true), ("huponexit", false), ("inherit_errexit", false),
        ("interactive_comments", true), ("lastpipe", false), ("lithist", false), ("localvar_inherit", false),
        ("localvar_unset", false), ("login_shell", false), ("mailwarn", false), ("no_empty_cmd_completion", false),
        ("nocaseglob", false), ("nocasematch", false), ("nullglob", false), ("progcomp", true),
        ("progcomp_alias", false), ("promptvars", true), ("restricted_shell", false), ("shift_verbose", false),
        ("sourcepath", true), ("syslog_history", false), ("xpg_echo", false),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        var flags: Set<UInt8> = []
        var rest = words.dropFirst()
        while let word = rest.first, word.count > 1, word[0] == UInt8(ascii: "-") {
            flags.formUnion(word.dropFirst())
            rest.removeFirst()
        }
        func isOn(_ option: (name: ByteString, isOn: Bool)) -> Bool { option.isOn != shell.scope.bash.has(option.name) }
        var status: UInt8 = 0
        if rest.isEmpty {
            for option in all {
                shell.print("\(option.name.padded(to: 15))\t\(isOn(option) ? "on" : "off")\n")
            }
            return .success
        }
        for name in rest {
            guard let option = all.first(where: { $0.name == name }) else {
                _ = shell.complain(builtin: "shopt", "\(name): invalid shell option name")
                status = 1
                continue
            }
            if flags.contains(UInt8(ascii: "s")) || flags.contains(UInt8(ascii: "u")) {
                if flags.contains(UInt8(ascii: "s")) != option.isOn {
                    shell.scope.bash.switches.insert(name)
                } else {
                    shell.scope.bash.switches.remove(name)
                }
                continue
            }
            if !isOn(option) { status = 1 }
            if !flags.contains(UInt8(ascii: "q")) {
                shell.print("\(name.padded(to: 15))\t\(isOn(option) ? "on" : "off")\n")
            }
        }
        return .exit(status)
    }
}
