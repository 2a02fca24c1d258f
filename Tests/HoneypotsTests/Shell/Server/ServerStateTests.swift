import Testing
import ThreatModel

@testable import Honeypots

@Suite("Server state") struct ServerStateTests {
    @Test("Uptime, start and the processes' starts agree")
    func start() throws {
        let shell = ServerStage.shell()
        let uptime = try #require(Double(try ServerStage.text("/proc/uptime", in: shell).split(separator: " ")[0]))
        let statistics = try ServerStage.text("/proc/stat", in: shell)
        let boot = try #require(
            statistics.split(separator: "\n").first { $0.hasPrefix("btime ") }.flatMap { Int64($0.dropFirst(6)) })
        #expect(abs(Double(ServerStage.start.seconds - boot) - uptime) <= 1)
        #expect(Int(uptime) == shell.machine.uptime(at: ServerStage.start))
        for process in shell.machine.processes {
            let fields = try ServerStage.text("/proc/\(process.id)/stat" as ByteString, in: shell)
                .split(separator: ")").last?.split(separator: " ")
            // The 22nd field of all is the 20th behind the name.
            let ticks = try #require(fields.flatMap { Int($0[19]) })
            #expect(ticks <= 1000)
        }
    }

    @Test("Every process has a folder, and the visitor's shell has its own")
    func processes() throws {
        let shell = ServerStage.shell()
        for process in shell.machine.processes where !process.isKernelThread {
            let executable = try #require(process.executable)
            #expect((try? shell.files.find(executable, from: "/")) != nil, "\(executable)")
            #expect(
                try ServerStage.text("/proc/\(process.id)/comm" as ByteString, in: shell) == process.name.text + "\n")
        }
        #expect(try ServerStage.text("/proc/\(shell.processes.shell)/cmdline" as ByteString, in: shell) == "-bash\0")
        #expect(try ServerStage.text("/proc/self/status", in: shell).hasPrefix("Name:\tcat\n"))
    }

    @Test("Memory adds up and moves")
    func memory() {
        let machine = ServerStage.persona.scene(ServerMachine.self)
        for minute in 0..<200 as Range<Int64> {
            let figures = machine.memory(at: Timestamp(milliseconds: ServerStage.start.milliseconds + minute * 61_000))
            #expect(figures.free > 0)
            #expect(figures.used > 0)
        }
        #expect(
            machine.memory(at: ServerStage.start)
                != machine.memory(at: Timestamp(milliseconds: ServerStage.start.milliseconds + 300_000)))
    }

    @Test("Logs end in the present and begin where rotation left off")
    func logs() throws {
        var shell = ServerStage.shell()
        let id = try shell.files.find("/var/log/auth.log", from: "/")
        let before = shell.files[id]
        #expect(before.modified <= ServerStage.start.seconds)
        #expect(before.modified > ServerStage.start.seconds - 3600)
        #expect(try ServerStage.text("/var/log/auth.log", in: shell).utf8.count == before.size)
        shell.resume(at: Timestamp(milliseconds: ServerStage.start.milliseconds + 7_200_000))
        #expect(shell.files[id].size > before.size)
        let older = try shell.files.find("/var/log/auth.log.1", from: "/")
        #expect(shell.files[older].size > 0)
    }

    @Test("What the kernel keeps cannot be written, made or removed")
    func kernelFiles() throws {
        var files = ServerStage.shell().files
        #expect(throws: FileError.permission) { try files.checkWritable("/proc/version") }
        #expect(throws: FileError.noEntry) { try files.checkWritable("/proc/nothing", creating: true) }
        try files.checkWritable("/proc/sys/net/ipv4/ip_forward")
        let place = try files.place(of: "/proc/version", from: "/")
        #expect(throws: FileError.notPermitted) { try files.remove(place) }
    }

    @Test("Who is not root may not do what only root may")
    func permissions() throws {
        let shell = ServerStage.shell(user: "backupuser")
        var files = shell.files
        #expect(shell.account.uid >= 1000)
        #expect(throws: FileError.permission) { try files.find("/root/.bashrc", from: "/") }
        let shadow = try files.find("/etc/shadow", from: "/")
        #expect(throws: FileError.permission) { try files.check(.read, shadow) }
        let own = try files.place(of: "/home/backupuser/x", from: "/")
        try files.create(own, FileNode(kind: .file(.bytes([])), mode: 0o644, owner: shell.account.uid, modified: 0))
        let foreign = try files.place(of: "/etc/x", from: "/")
        #expect(throws: FileError.permission) {
            try files.create(foreign, FileNode(kind: .file(.bytes([])), mode: 0o644, modified: 0))
        }
        #expect(try ServerStage.text("/etc/passwd", in: shell).contains("\nbackupuser:x:"))
    }
}
