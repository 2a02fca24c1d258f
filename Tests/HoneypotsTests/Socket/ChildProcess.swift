import Glibc

/// A program started beside the test and ended with it. `Process` of Foundation is not used: it waits on a run loop that
/// a test does not have.
final class ChildProcess {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    private var pid: pid_t = 0

    /// Its output goes nowhere.
    init(_ program: String, _ arguments: [String]) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        let words = ([program] + arguments).map { strdup($0) }
        defer { for word in words { free(word) } }
        let result = posix_spawn(&pid, program, &actions, nil, words + [nil], environ)
        guard result == 0 else {
            throw Failure(description: "\(program) could not be started: \(String(cString: strerror(result)))")
        }
    }

    /// Waits until it has ended by itself.
    func wait() {
        guard pid > 0 else { return }
        var status: Int32 = 0
        waitpid(pid, &status, 0)
        pid = 0
    }

    deinit {
        guard pid > 0 else { return }
        // The test runner blocks gentler signals, and children inherit that.
        kill(pid, SIGKILL)
        var status: Int32 = 0
        waitpid(pid, &status, 0)
    }
}
