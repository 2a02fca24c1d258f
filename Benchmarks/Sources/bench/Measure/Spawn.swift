import Glibc

/// Starts programs.
enum Spawn {
    /// - Parameters:
    ///   - input: a file for standard input; empty when `nil`.
    ///   - output: a file for standard output; discarded when `nil`.
    ///   - error: a file for standard error; ours when `nil`.
    ///   - environment: variables beyond our own.
    /// - Returns: the process's id.
    static func start(
        _ program: String, _ arguments: [String], input: String? = nil, output: String? = nil, error: String? = nil,
        environment: [String: String] = [:]
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        let writing = O_WRONLY | O_CREAT | O_TRUNC
        posix_spawn_file_actions_addopen(&actions, 0, input ?? "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output ?? "/dev/null", writing, 0o644)
        if let error { posix_spawn_file_actions_addopen(&actions, 2, error, writing, 0o644) }
        var words = ([program] + arguments).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        let before = environment.keys.map { ($0, getenv($0).map { String(cString: $0) }) }
        for (name, value) in environment { setenv(name, value, 1) }
        defer { for (name, value) in before { if let value { setenv(name, value, 1) } else { unsetenv(name) } } }
        var pid: pid_t = 0
        let refused = posix_spawn(&pid, program, &actions, nil, &words, environ)
        guard refused == 0 else { throw BenchmarkFailure("\(program): \(String(cString: strerror(refused)))") }
        return pid
    }
}
