import Testing
import ThreatModel

@testable import Honeypots

@Suite("Server tree") struct ServerTreeTests {
    @Test("It has as many files as a server has, in little memory")
    func size() throws {
        let machine = ServerStage.persona.scene(ServerMachine.self)
        #expect(machine.tree.count >= 30_000)
        let stock = try #require(machine.tree.stock)
        #expect(stock.footprint <= 4 << 20)
    }

    @Test("Every name of the stock is found, in its folder, under its path")
    func names() throws {
        let tree = ServerStage.persona.scene(ServerMachine.self).tree
        var seen = 0
        var pending = [FileTree.root]
        while let id = pending.popLast() {
            guard case .directory(let entries) = tree[id].kind else { continue }
            for (name, entry) in entries {
                seen += 1
                #expect(entries[name] == entry)
                if entry < tree.stock?.count ?? 0 { #expect(tree.parent(of: entry) == id) }
                if case .directory = tree[entry].kind { pending.append(entry) }
            }
        }
        #expect(seen >= 30_000)
    }

    @Test(
        "It looks as the distribution does",
        arguments: [
            ("/usr/bin/bash", UInt16(0o755), 1_234_376), ("/usr/bin/passwd", 0o4755, 63_960),
            ("/usr/bin/ls", 0o755, 147_176), ("/etc/bash.bashrc", 0o644, nil), ("/etc/shadow", 0o640, nil),
            ("/root", 0o700, 4096), ("/tmp", 0o1777, 4096), ("/usr/lib/os-release", 0o644, nil),
        ] as [(ByteString, UInt16, Int?)])
    func facts(path: ByteString, mode: UInt16, size: Int?) throws {
        let files = ServerStage.shell().files
        let node = files[try files.find(path, from: "/")]
        #expect(node.mode == mode)
        if let size { #expect(node.size == size) }
    }

    @Test("Programs begin as programs do")
    func programs() throws {
        let shell = ServerStage.shell()
        for path in ["/bin/ls", "/usr/sbin/sshd", "/lib/x86_64-linux-gnu/libc.so.6"] as [ByteString] {
            let id = try shell.files.find(path, from: "/")
            let head = shell.contents(of: id, range: 0..<20)
            #expect(head.prefix(6) == [0x7f, 0x45, 0x4c, 0x46, 2, 1])
            #expect(head[18] == 62)
            let end = shell.files[id].size
            #expect(shell.contents(of: id, range: end - 10..<end + 10).count == 10)
        }
    }

    @Test("No two servers share a name, an address, a hash or a history")
    func variation() throws {
        var seen: Set<String> = []
        for seed in [11, 12, 13] as [UInt64] {
            let shell = ServerStage.shell(Persona(seed: seed))
            for path in [
                "/etc/hostname", "/etc/hosts", "/etc/shadow", "/root/.bash_history", "/etc/machine-id", "/etc/fstab",
                "/var/log/auth.log", "/etc/ssh/ssh_host_rsa_key.pub",
            ]
                as [ByteString]
            {
                #expect(seen.insert(try ServerStage.text(path, in: shell)).inserted, "\(path)")
            }
        }
        for known in ["svr04", "phil", "richard", "cowrie", "nas3"] {
            #expect(!seen.contains { $0.contains(known) })
        }
    }

    @Test("The kernel it runs is the kernel it has")
    func kernel() throws {
        for seed in [1, 2, 3, 4] as [UInt64] {
            let persona = Persona(seed: seed)
            let shell = ServerStage.shell(persona)
            let release = ByteString(persona.host.system.kernelRelease)
            #expect((try? shell.files.find("/lib/modules/" + release + "/modules.dep", from: "/")) != nil)
            #expect((try? shell.files.find("/vmlinuz", from: "/")) != nil)
            #expect(try ServerStage.text("/proc/version", in: shell).hasPrefix("Linux version \(release) ("))
        }
    }
}
