import CTestHosts
import Glibc
import Synchronization

/// A child process whose output is caught, in the network namespace of the thread that starts it. Killed when this object
/// goes. Everything here blocks: call it inside ``TestHost/run(_:)``, or on another thread of its own.
package final class TestProcess: Sendable {
    package let id: Int32
    /// The reading end of the process's standard output and error.
    private let output: Int32
    /// As `waitpid` told, once it has.
    private let status = Mutex<Int32?>(nil)

    /// - Parameter input: what it finds on its standard input; small enough for a pipe (64 KiB) or read at once.
    package init(_ arguments: [String], input: String? = nil) throws {
        var outputs: [Int32] = [-1, -1]
        guard th_pipe(&outputs) == 0 else { throw TestHostError.call("pipe", errno: errno) }
        var inputs: [Int32] = [-1, -1]
        guard th_pipe(&inputs) == 0 else { throw TestHostError.call("pipe", errno: errno) }

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, inputs[0], 0)
        posix_spawn_file_actions_adddup2(&actions, outputs[1], 1)
        posix_spawn_file_actions_adddup2(&actions, outputs[1], 2)

        // The thread that starts it may have blocked signals, which a child would inherit.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var id = pid_t()
        let code = posix_spawnp(&id, arguments[0], &actions, &attributes, &words, environ)
        close(inputs[0])
        close(outputs[1])
        if let input {
            var rest = Array(input.utf8)[...]
            while !rest.isEmpty {
                let written = rest.withUnsafeBytes { write(inputs[1], $0.baseAddress, $0.count) }
                guard written > 0 else { break }
                rest = rest.dropFirst(written)
            }
        }
        close(inputs[1])
        guard code == 0 else {
            close(outputs[0])
            throw TestHostError.call("posix_spawn(\(arguments[0]))", errno: code)
        }
        self.id = id
        output = outputs[0]
    }

    deinit {
        kill(SIGKILL)
        // Not to the end of its output: children of its own may still have that open.
        close(output)
        _ = end()
    }

    /// Does nothing when it was waited for: its number may be that of another process by now.
    package func kill(_ signal: Int32) {
        status.withLock { status in
            if status == nil { _ = Glibc.kill(id, signal) }
        }
    }

    /// Waits for the end. Returns the exit status, or the negative signal number, and everything printed that was not
    /// read before.
    package func wait() -> (status: Int32, output: String) {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(output, &buffer, buffer.count)
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        let status = end()
        return (status, String(decoding: bytes, as: UTF8.self))
    }

    /// Waits for the end, and for nothing else.
    private func end() -> Int32 {
        // Others may want to kill it meanwhile; whoever waits too finds it as it is.
        var information = siginfo_t()
        while waitid(P_PID, id_t(id), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        return status.withLock { status -> Int32 in
            if let status { return status }
            var raw: Int32 = 0
            while waitpid(id, &raw, 0) < 0, errno == EINTR {}
            let result = Self.status(raw)
            status = result
            return result
        }
    }

    /// Whether it has ended. Does not wait.
    package var hasEnded: Bool {
        status.withLock { status in
            var raw: Int32 = 0
            if status == nil, waitpid(id, &raw, WNOHANG) == id { status = Self.status(raw) }
            return status != nil
        }
    }

    /// WIFSIGNALED, WTERMSIG and WEXITSTATUS, which are macros.
    private static func status(_ raw: Int32) -> Int32 {
        let signal = raw & 0x7f
        return signal == 0 ? raw >> 8 & 0xff : -signal
    }

    /// Reads output until it contains `text`. Returns `false` when the process ended its output before.
    package func waitForOutput(_ text: String) -> Bool {
        var seen = ""
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !seen.contains(text) {
            let count = read(output, &buffer, buffer.count)
            guard count > 0 else { return false }
            seen += String(decoding: buffer[..<count], as: UTF8.self)
        }
        return true
    }
}
