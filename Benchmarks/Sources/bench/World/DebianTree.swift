import Foundation
import Synchronization

/// The tree of a real Debian 11, in which command lines are run: each on a layer over it, without network and among
/// processes of its own. It needs root.
struct DebianTree {
    /// Where one may lie already.
    private static let variable = "SIKKER_DEBIAN"
    private static let madeTree = ".build/debian-bullseye"
    /// What the lines ask for beyond what every Debian has.
    private static let packages =
        "bc,busybox,curl,dnsutils,ethtool,file,git,htop,jq,netcat-traditional,perl,python3,rsync,screen,strace,telnet,tmux,"
        + "traceroute,tree,unzip,vim,wget,whois,zip"
    private let root: String
    private let bench: Bench

    init(_ bench: Bench) throws {
        self.bench = bench
        if let given = ProcessInfo.processInfo.environment[Self.variable] {
            root = given
            return
        }
        root = URL(filePath: Self.madeTree).path
        guard !FileManager.default.fileExists(atPath: root) else { return }
        guard geteuid() == 0, let program = bench.find("debootstrap") else {
            throw BenchmarkFailure(
                "no Debian to compare with: debootstrap as root makes one, or \(Self.variable) names one")
        }
        bench.progress("making a Debian 11 in \(Self.madeTree)")
        // Under another name until it is whole.
        let unfinished = root + ".unfinished"
        try? FileManager.default.removeItem(atPath: unfinished)
        let usage = try Run.measured(
            program, ["--include=\(Self.packages)", "bullseye", unfinished, "http://deb.debian.org/debian"],
            output: bench.file("debootstrap.log"))
        guard usage.exitStatus == 0 else { throw BenchmarkFailure("debootstrap ended with \(usage.exitStatus)") }
        try FileManager.default.moveItem(atPath: unfinished, toPath: root)
    }

    /// What a command of bash prints, by root, and how it ends; `nil` when it could not be run.
    func run(_ command: String) throws -> ShellAnswer? {
        let folder = bench.file("answer")
        try? FileManager.default.removeItem(atPath: folder)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        _ = try Run.measured(
            "/usr/bin/unshare",
            [
                "-n", "-p", "-u", "-i", "-m", "--fork", "--kill-child", "/bin/sh", "-c", Self.script, "sh", root,
                folder, command,
            ])
        func bytes(_ name: String) -> [UInt8] {
            (try? Data(contentsOf: URL(filePath: "\(folder)/\(name)"))).map { Array($0) } ?? []
        }
        guard let status = Int32(String(decoding: bytes("status"), as: UTF8.self).filter(\.isNumber)) else {
            return nil
        }
        return ShellAnswer(output: bytes("out"), errors: bytes("err"), status: status)
    }

    private static let script = """
        mount --make-rprivate / && mount -t tmpfs tmpfs /mnt && mkdir /mnt/u /mnt/w /mnt/r || exit 99
        mount -t overlay overlay -o lowerdir="$1",upperdir=/mnt/u,workdir=/mnt/w /mnt/r && mount -t proc proc /mnt/r/proc
        ip link set lo up
        timeout 20 chroot /mnt/r /usr/bin/env -i HOME=/root USER=root LOGNAME=root SHELL=/bin/bash \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin PWD=/root \
        /bin/bash -c 'cd /root; unset OLDPWD; exec bash -c "$1"' x "$3" > "$2/out" 2> "$2/err" < /dev/null
        echo $? > "$2/status"
        """
}

/// What a command line came to.
struct ShellAnswer: Equatable {
    var output: [UInt8]
    var errors: [UInt8]
    var status: Int32
}
