import Glibc
package import NIOPosix
import Synchronization

/// Hands messages to the system's `sendmail` program: no shell, no argument that anybody but the operator wrote, an
/// environment of our own, and a limit of time.
package struct Sendmail: Sendable {
    package static let timeout = Duration.seconds(30)

    /// Absolute path of the program.
    let program: String
    /// The sender of the envelope, to whom failures are returned.
    package let from: MailAddress
    /// Where the message lies, without a name, while the program reads it.
    let folder: String
    /// Where the program is waited for.
    let threads: NIOThreadPool

    /// How an attempt ended.
    package enum Outcome: Equatable, Sendable {
        case taken
        /// With another status than 0; negative: by that signal; 127: it could not be started.
        case ended(Int32)
        case timedOut
    }

    /// - Parameters:
    ///   - program: the absolute path of the program.
    ///   - from: the sender of the envelope.
    ///   - folder: where a file can be made.
    package init(program: String, from: MailAddress, folder: String, threads: NIOThreadPool) {
        self.program = program
        self.from = from
        self.folder = folder
        self.threads = threads
    }

    /// One attempt. When it is cancelled the program is ended.
    package func send(_ message: [UInt8]) async -> Outcome {
        let cancellation = Cancellation()
        return await withTaskCancellationHandler {
            (try? await threads.runIfActive { run(message, cancellation) }) ?? .ended(-1)
        } onCancel: {
            cancellation.isRequested.store(true, ordering: .relaxed)
        }
    }

    private final class Cancellation: Sendable {
        let isRequested = Atomic(false)
    }

    /// Blocks until the program has ended.
    private func run(_ message: [UInt8], _ cancellation: Cancellation) -> Outcome {
        guard let input = Self.file(holding: message, in: folder) else { return .ended(-1) }
        defer { close(input) }
        guard let process = start(input) else { return .ended(127) }
        let deadline = ContinuousClock.now + Self.timeout
        var status: Int32 = 0
        while waitpid(process, &status, WNOHANG) == 0 {
            if ContinuousClock.now > deadline || cancellation.isRequested.load(ordering: .relaxed) {
                // The whole group: what it started goes with it.
                kill(-process, SIGKILL)
                waitpid(process, &status, 0)
                return .timedOut
            }
            usleep(Self.pollMicroseconds)
        }
        // wait(2): the low seven bits are the signal, the next byte is the exit status.
        let code = status & 0x7f == 0 ? status >> 8 & 0xff : -(status & 0x7f)
        return code == 0 ? .taken : .ended(code)
    }

    private static let pollMicroseconds: UInt32 = 10_000

    private func start(_ input: Int32) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A group of its own, so that Ctrl-C is not for it, and signals as a fresh process has them.
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        posix_spawnattr_setpgroup(&attributes, 0)
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)

        // -i: a line with a full stop is no end. -t: the recipient is the one in the header. -f: the envelope's sender.
        let arguments = Self.words([program, "-i", "-t", "-f", from.text])
        let environment = Self.words(["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C"])
        defer { for word in arguments + environment { free(word) } }
        var process: pid_t = 0
        guard posix_spawn(&process, program, &actions, &attributes, arguments, environment) == 0 else { return nil }
        return process
    }

    /// A file without a name that holds `bytes` and is read from its beginning.
    private static func file(holding bytes: [UInt8], in folder: String) -> Int32? {
        var template = Array("\(folder)/mail.XXXXXX".utf8CString)
        let file = mkstemp(&template)
        guard file >= 0 else { return nil }
        unlink(template)
        _ = fcntl(file, F_SETFD, FD_CLOEXEC)
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { write(file, $0.baseAddress.map { $0 + written }, $0.count - written) }
            guard count > 0 else {
                close(file)
                return nil
            }
            written += count
        }
        lseek(file, 0, SEEK_SET)
        return file
    }

    /// Words as C has them, ended by a null pointer; the caller frees them.
    private static func words(_ words: [String]) -> [UnsafeMutablePointer<CChar>?] { words.map { strdup($0) } + [nil] }
}
