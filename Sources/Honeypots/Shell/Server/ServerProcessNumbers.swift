import Synchronization
import ThreatModel

/// Numbers of a server's processes: they grow with what it starts, a little all the time and some with each login.
///
/// A lock rather than an actor: visits begin in synchronous code, and it is held for a comparison.
final class ServerProcessNumbers: PersonaScene {
    /// What systemd sets where numbers have 64 bits (kernel.pid_max in its 50-pid-max.conf).
    static let most = 4_194_304

    /// A login starts that many before its shell, and is given room for as many as visitors mostly start.
    private static let ofLogin = 40

    private let last = Mutex(0)
    private let boots: BootHistory

    init(persona: Persona) { boots = persona.host.boots }

    /// The number that a process gets which is started at that time: timers and services start one every few seconds.
    static func newest(at seconds: Int64, _ boots: BootHistory) -> Int {
        let age = seconds - boots.bootTime(at: Timestamp(milliseconds: seconds * 1000)).seconds
        return 700 + Int(age / 7) % (most - 2000)
    }

    /// A number for a login's shell, higher than those of logins before.
    func nextShell(at now: Timestamp) -> Int {
        let usual = Self.newest(at: now.seconds, boots)
        return last.withLock { last in
            last = last < usual || last > usual + Self.most / 2 ? usual + 9 : last + Self.ofLogin
            return last
        }
    }
}
