import Foundation
import IPNetworks
import Testing
import ThreatModel

@testable import Honeypots

/// Every command line of the suite, here and in the tree of a Debian 11 that `SIKKER_DEBIAN` names. It needs root, and
/// leaves the tree as it was: each line runs on a layer over it, without network and among processes of its own.
@Suite("Shell against Debian", .waits, .enabled(if: DebianCase.root != nil))
struct DebianDifferentialTests {
    /// Of a hundred lines, how many must be equal to the byte.
    static let leastShare = 94

    @Test("The suite's lines print what Debian prints")
    func suite() throws {
        let root = try #require(DebianCase.root)
        let context = HoneypotContext(
            persona: ShellHarness.persona, visitor: IPAddress(v4: 0x2d0a_0102), visitorPort: 40_404,
            local: IPAddress(v4: 0xc633_6407), localPort: 22, seed: 5)
        var equal = 0
        var count = 0
        for one in DebianCase.all where one.form == nil {
            guard let real = try Self.real(one.line, root) else { continue }
            var shell = DebianStage.shell(context, at: ReplayVisit.start)
            let own = DebianStage.run(
                Array(one.line.utf8), inputs: DebianCase.inputs, at: ReplayVisit.start, in: &shell)
            count += 1
            let isEqual =
                own.output == real.output && own.errors == real.errors && Int(shell.status) == real.status
            if isEqual { equal += 1 } else { print("differs: \(one.line)") }
        }
        print("shell-suite: \(equal) of \(count) byte-equal")
        #expect(equal * 100 >= count * Self.leastShare)
    }

    private static let script = """
        mount --make-rprivate / && mount -t tmpfs tmpfs /mnt && mkdir /mnt/u /mnt/w /mnt/r || exit 99
        mount -t overlay overlay -o lowerdir="$1",upperdir=/mnt/u,workdir=/mnt/w /mnt/r && mount -t proc proc /mnt/r/proc
        ip link set lo up; mkdir -p /mnt/r/root/case && cp "$2"/* /mnt/r/root/case && chmod 644 /mnt/r/root/case/*
        timeout 20 chroot /mnt/r /usr/bin/env -i HOME=/root USER=root LOGNAME=root SHELL=/bin/bash \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin PWD=/root/case \
        /bin/bash -c 'cd /root/case; unset OLDPWD; exec bash -c "$1"' x "$4" > "$3/out" 2> "$3/err" < /dev/null
        echo $? > "$3/status"
        """

    /// nil: it could not be run.
    private static func real(
        _ line: String, _ root: String
    ) throws -> (output: [UInt8], errors: [UInt8], status: Int)? {
        let folder = FileManager.default.temporaryDirectory.appending(path: "debian-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let child = try ChildProcess(
            "/usr/bin/unshare",
            [
                "-n", "-p", "-u", "-i", "-m", "--fork", "--kill-child", "/bin/sh", "-c", script, "sh", root,
                DebianCase.folder.appending(path: "inputs").path, folder.path, line,
            ])
        child.wait()
        func bytes(_ name: String) -> [UInt8] {
            (try? Data(contentsOf: folder.appending(path: name))).map { Array($0) } ?? []
        }
        let text = String(decoding: bytes("status"), as: UTF8.self)
        guard let status = Int(text.filter { $0.isNumber }) else { return nil }
        return (bytes("out"), bytes("err"), status)
    }
}
