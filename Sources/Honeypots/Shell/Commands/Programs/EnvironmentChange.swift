/// What `env` makes of the environment: for a program, or to be shown.
struct EnvironmentChange {
    /// It begins with nothing.
    var clears: Bool
    /// What is taken away.
    var gone: Set<ByteString> = []
    /// `name=value`, in their order.
    var settings: [ByteString]

    /// The settings at the beginning of `words`; what is behind them is a program with its words.
    init(_ words: inout ArraySlice<ByteString>, clears: Bool, gone: [ByteString]) {
        let settings = words.prefix { $0.contains(UInt8(ascii: "=")) }
        words = words.dropFirst(settings.count)
        (self.clears, self.gone, self.settings) = (clears, Set(gone), Array(settings))
    }

    private static func name(of setting: ByteString) -> ByteString {
        ByteString(setting.prefix { $0 != UInt8(ascii: "=") })
    }

    /// What a program would find.
    func lines(in scope: ShellScope) -> [ByteString] {
        let hidden = gone.union(settings.map(Self.name))
        let kept = clears ? [] : scope.environment.filter { !hidden.contains(Self.name(of: $0)) }
        return kept + settings
    }

    /// Holds until the frame that it pushes is popped.
    func apply(to shell: inout Shell) {
        var saved: [(name: ByteString, variable: ShellScope.Variable?)] = []
        for (name, variable) in shell.scope.variables where variable.isExported && (clears || gone.contains(name)) {
            saved.append((name, variable))
            shell.scope.unset(name)
        }
        for setting in settings {
            let name = Self.name(of: setting)
            saved.append((name, shell.scope.variables[name]))
            _ = shell.scope.set(name, ByteString(setting.dropFirst(name.count + 1)), export: true)
        }
        shell.push(.variables(saved))
    }
}
