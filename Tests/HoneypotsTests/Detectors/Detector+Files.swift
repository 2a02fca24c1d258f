@testable import Honeypots

/// The file system by its commands, by sftp and by scp.
extension Detector {
    static let files: [Self] = [
        Self("The tree is as large as a server's", "find | wc") { stage, clues in
            for (command, least) in [
                ("ls /usr/bin | wc -l", 400), ("ls /etc | wc -l", 80), ("ls -A / | wc -l", 18), ("ls /dev | wc -l", 40),
            ] {
                let count = Int(try stage.run(command).line.trimming) ?? 0
                clues.expect(count >= least, "\(command): \(count)")
            }
        },
        Self("What is named can be read", "scripts that read what find tells") { stage, clues in
            let answer = try stage.run(
                "for f in $(find /etc -maxdepth 1 -type f); do cat $f >/dev/null || echo $f; done")
            clues.expect(answer.output.isEmpty && answer.errors.isEmpty, "\(answer)")
        },
        Self("Links and counts of folders are right", "stat(1)") { stage, clues in
            let answer = try stage.run(
                "stat -c '%h %F' /etc /tmp /etc/passwd; readlink -f /bin/sh; readlink /etc/mtab; stat -c %i / /etc | sort -u | wc -l"
            )
            let folders = Int(try stage.run("find /etc -mindepth 1 -maxdepth 1 -type d | wc -l").line.trimming) ?? 0
            clues.expect(answer.lines.first == "\(folders + 2) directory", "\(answer), \(folders) folders")
            clues.expect(answer.lines.dropFirst(2).first == "1 regular file", "\(answer)")
            clues.expect(answer.output.contains("/usr/bin/dash\n"), "\(answer)")
            clues.expect(answer.lines.last?.last == "2", "\(answer)")
        },
        Self("Programs that are there can be found and run", "which, type") { stage, clues in
            let answer = try stage.run(
                "for p in ls cat grep awk sed perl ssh wget tar gzip crontab ps mount; do which $p >/dev/null || echo $p; done; type ls; type cd; command -v nosuch; echo $?"
            )
            clues.expect(answer.output == "ls is /usr/bin/ls\ncd is a shell builtin\n1\n", "\(answer)")
        },
        Self("Modes and owners are kept", "chmod, chown, umask") { stage, clues in
            let answer = try stage.run(
                "cd /tmp; umask 077; echo a > m; stat -c %a m; chmod 4755 m; stat -c %A m; chown daemon:adm m; stat -c %U:%G m; mv m n; ln -s n l; ls -l l | cut -c1; cat l; rm l n"
            )
            clues.expect(answer.output == "600\n-rwsr-xr-x\ndaemon:adm\nl\na\n", "\(answer)")
        },
    ]

    static let transfers: [Self] = [
        Self("The extensions are those of its sftp-server", "OpenSSH, PROTOCOL §3; sftp -v") { stage, clues in
            var visit = SFTPVisit(stage.persona)
            let answer = visit.exchange(SFTPVisit.packet(1, [0, 0, 0, 3]))
            var reader = SSHReader(answer.dropFirst(5))
            clues.expect(answer.dropFirst(4).first == 2 && reader.uint32() == 3, "\(answer.prefix(12))")
            var extensions: [String] = []
            while let name = reader.text(), let value = reader.text() { extensions.append("\(name) \(value)") }
            clues.expect(
                extensions == [
                    "posix-rename@openssh.com 1", "statvfs@openssh.com 2", "fstatvfs@openssh.com 2",
                    "hardlink@openssh.com 1", "fsync@openssh.com 1", "lsetstat@openssh.com 1",
                ], "\(extensions)")
        },
        Self("Missing files are missing over sftp", "sftp-server(8)") { stage, clues in
            var visit = SFTPVisit(stage.persona)
            visit.initialise()
            let path = SFTPVisit.string("/nosuch/file")
            for type in [7, 11, 13, 17, 19] as [UInt8] {
                clues.expect(visit.ask(type, path).status == 2, "request \(type)")
            }
            let open = visit.ask(3, path, SFTPVisit.number(1), SFTPVisit.noAttributes)
            clues.expect(open.status == 2, "\(open)")
            clues.expect(visit.ask(11, SFTPVisit.string("/etc/passwd")).status == 2, "a file is listed")
            clues.expect(visit.ask(15, SFTPVisit.string("/etc")).status == 4, "a folder is removed")
            clues.expect(visit.ask(99, path).type == nil, "an unknown request is answered")
        },
        Self("Real paths are made as realpath does", "realpath(3)") { stage, clues in
            var visit = SFTPVisit(stage.persona)
            visit.initialise()
            for (path, real) in [
                (".", "/root"), ("", "/root"), ("/etc/../tmp/./", "/tmp"), ("nosuch", "/root/nosuch"),
                ("/bin", "/usr/bin"),
                ("//", "/"),
            ] {
                let names = visit.ask(16, SFTPVisit.string(path)).names
                clues.expect(names.map(\.name) == [real], "\(path): \(names.map(\.name))")
            }
        },
        Self("Links and long names are told as ls tells them", "sftp-server, ls_file") { stage, clues in
            var visit = SFTPVisit(stage.persona)
            visit.initialise()
            let link = visit.ask(19, SFTPVisit.string("/bin")).names
            clues.expect(link.map(\.name) == ["usr/bin"], "\(link)")
            let handle = visit.ask(11, SFTPVisit.string("/")).handle
            let names = visit.ask(12, handle).names
            let etc = names.first { $0.name == "etc" }
            clues.expect(
                etc?.long.hasPrefix("drwxr-xr-x ") == true && etc?.long.hasSuffix(" etc") == true, "\(etc?.long ?? "")")
            clues.expect(names.contains { $0.name == "." } && names.contains { $0.name == ".." }, "no dots")
            clues.expect(visit.ask(12, handle).names.isEmpty == true, "it goes on")
        },
        Self("The disk is as large over sftp as for df", "statvfs@openssh.com") { stage, clues in
            var visit = SFTPVisit(stage.persona)
            visit.initialise()
            let answer = visit.ask(200, SFTPVisit.string("statvfs@openssh.com"), SFTPVisit.string("/"))
            let values = stride(from: 0, to: 88, by: 8).map { start in
                answer.body.dropFirst(start).prefix(8).reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
            }
            let row = try stage.run("df -k / | tail -n1").line.split(separator: " ", omittingEmptySubsequences: true)
            guard answer.type == 201, values.count == 11, row.count > 3 else { return clues.expect(false, "\(answer)") }
            clues.expect(values[0] == 4096 && values[2] * values[1] / 1024 == UInt64(row[1]) ?? 0, "\(values), \(row)")
            clues.expect(values[10] == 255, "names of \(values[10])")
        },
        Self("What is put by sftp is there for the shell", "uploads before they are run") { stage, clues in
            var client = try stage.logIn()
            let channel = try client.openSession()
            try client.request(channel, "subsystem", "sftp")
            func packet(_ type: UInt8, _ body: [UInt8]) -> [UInt8] {
                var data = SSHWriter(.channelData)
                data.append(channel)
                data.append(string: SFTPVisit.packet(type, body))
                return data.bytes
            }
            try client.send(packet(1, [0, 0, 0, 3]))
            let open =
                SFTPVisit.number(1) + SFTPVisit.string("/tmp/up") + SFTPVisit.number(0x1a) + SFTPVisit.noAttributes
            try client.send(packet(3, open))
            let bytes = Array("#!/bin/sh\necho up $1\n".utf8)
            let handle = SFTPVisit.string([0, 0, 0, 0])
            try client.send(packet(6, SFTPVisit.number(2) + handle + SFTPVisit.long(0) + SFTPVisit.string(bytes)))
            try client.send(packet(4, SFTPVisit.number(3) + handle))
            let answer = try client.run("chmod +x /tmp/up; /tmp/up 7; rm /tmp/up")
            clues.expect(answer.output == "up 7\n", "\(answer)")
        },
        Self("scp complains as it does", "scp(1), its old protocol") { stage, clues in
            for (command, words) in [
                ("scp -f /nosuch", "\u{1}scp: /nosuch: No such file or directory\n"),
                ("scp -f /etc", "\u{1}scp: /etc: not a regular file\n"),
                ("scp -t /nosuch/x", "\0"),
            ] {
                let answer = try stage.run(command, input: "\0\0\0")
                clues.expect(answer.output.hasPrefix(words), "\(command): \(answer)")
            }
        },
    ]
}

extension String {
    fileprivate var trimming: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
