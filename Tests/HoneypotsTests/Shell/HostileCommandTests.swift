import FoundationEssentials
import IPNetworks
import Testing
import ThreatModel

@testable import Honeypots

@Suite("Hostile command lines on the server")
struct HostileCommandTests {
    /// Growth: of output, of variables, of words, of processes.
    static let growth = [
        "yes", "yes | cat | wc -c", "f() { f; }; f", "f() { f | f & }; f", ":(){ :|:& };:", "echo {1..999999999}",
        "echo {a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}",
        "while :; do :; done", "for ((;;)); do :; done", "i=0; while ((i++ < 100000000)); do :; done",
        "x=a; while :; do x=$x$x; done", "awk 'BEGIN{while(1);}'", "awk 'BEGIN{x=\"a\"; while(1) x=x x}'",
        "awk 'BEGIN{while(1) a[i++]=i}'", "awk 'function f(){f()} BEGIN{f()}'", "awk 'BEGIN{for(;;) print \"x\"}'",
        "echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | grep -E '(a*)*(a*)*(a*)*b'",
        "echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | sed -E 's/(a|aa)+$/x/;:a;s/^/aa/;ta'",
        "printf '%1000000000d' 1", "printf 'x%.0s' {1..4000} {1..4000}", "seq 1 1000000000000", "seq inf | tail -1",
        "head -c 10000000000 /dev/zero | md5sum", "cat /dev/urandom", "cat /dev/zero | tr a b | sort",
        "a=(); while :; do a+=(x); done", "declare -A m; i=0; while :; do m[$((i++))]=x; done",
        "shuf -i 1-99999999999", "eval eval eval 'eval :'", "x='eval \"$x\"'; eval \"$x\"",
        "bash -c 'bash -c \"bash -c $0\"' x", "find / | xargs -n1 find", "while read x; do :; done < /dev/zero",
        "mapfile a < /dev/zero", "[[ aaaaaaaaaaaaaaaaaaaaaaaaaaaaa =~ (a+)+b ]]", "echo $((1 ? 1 : $(yes)))",
        "diff <(seq 100000) <(seq 2 100001)", "sort -R /dev/zero", "cat <(yes)", "echo ${x:-$(yes)}",
        "trap 'kill $$' EXIT; trap 'false' ERR; false", "until false; do fork=1; done &",
        "echo $((2**63/-1)) $((1<<999))",
        "((((((((((((((((((((((((((((((1))))))))))))))))))))))))))))))", "printf '%*d' 99999999 1",
        "echo {1..1000}{1..1000}{1..1000}", "printf '%1000000000s' x", "printf '%s' {1..1000000}",
        "x=aaaaaaaaaa; for i in 1 2 3 4 5 6 7 8 9; do x=$x$x$x$x$x$x$x$x$x$x; done; echo ${x//a/bb}",
        "set -- a; while :; do set -- \"$@\" \"$@\"; done", "f() { f \"$@\" \"$@\"; }; f a", "x=$(yes)",
        "awk 'BEGIN{printf \"%999999999d\", 1}'", "awk 'BEGIN{printf \"%*d\", 999999999, 1}'",
        "awk 'BEGIN{$999999999=1; print NF}'", "awk 'BEGIN{while(1) s=s sprintf(\"%1000s\",\"\")}'",
        "seq -w 1 1e12", "seq -f %1000000g 5", "while :; do (:) & done", "while :; do sleep 1e9 & done",
        "yes | xargs -n1 echo", "echo -n 'cat <<E'; eval \"$(printf 'cat <<E\\n%.0s' {1..3000})\"",
        "a=$(seq 100000); cat <<E\n$a$a$a$a$a$a$a$a$a$a$a$a$a$a$a$a\nE\n", "cat <<< $(cat /dev/urandom)",
        "while :; do echo x >> /tmp/grow; done", "i=0; while :; do : > /tmp/f$((i++)); done",
        "mkdir -p /tmp/$(printf 'd/%.0s' {1..5000})", "while :; do mkdir d; cd d; done",
        "truncate -s 1T /tmp/x; cat /tmp/x | wc -c", "ln -s /tmp/l /tmp/l; cat /tmp/l/l/l",
        "head -c 100000000 /dev/zero | gzip | gzip -d | wc -c", "yes | gzip -c | zcat | tail -1",
        "tar czf /tmp/x.tgz /; tar tzf /tmp/x.tgz", "tar cf - / | tar xf - -C /tmp", "tar cf /tmp/a.tar /tmp /tmp /tmp",
        "echo '2^99999999' | bc", "echo 'x=3; while(1) x=x*x' | bc", "echo 'define f(x){return f(x)}; f(1)' | bc",
        "echo 'scale=99999; a(1)' | bc -l", "echo 'for(;;) a[i++]=i' | bc", "yes '(' | head -5000 | tr -d '\\n' | bc",
        "find / -exec find / {} \\;", "find / -exec echo {} +", "seq 100000 | xargs -n1 echo",
        "head -c 2000000 /dev/zero | tr '\\0' a | xargs", "xxd /dev/zero", "od /dev/urandom", "openssl rand 99999999",
        "openssl passwd -6 {1..99}", "head -c 2000000 /dev/zero | b2sum", "du -a /; du -a /; du -a /",
        "dd if=/dev/zero of=/tmp/big bs=1G count=99", "dd if=/dev/zero bs=9999999999999 count=9999999999", "cal 9999",
        "cal -B 24 1 1", "xxd -o 9223372036854775807 /bin/ls",
        "hexdump -n 9223372036854775807 -s 9223372036854775807 /dev/zero",
        "touch -d @-9223372036854775807 x; find . -mtime 0 -ls",
        "head -c 2000000 /dev/zero | tr '\\0' ' ' | column -t", "seq 1 2 99999 | tsort", "numfmt --to=iec 1e308",
        "cat <(seq 99999) <(seq 99999) <(seq 99999) <(seq 99999) <(seq 99999)",
    ]

    /// Input without end.
    static let endless = [
        "base64 /dev/zero", "base64 -d /dev/zero", "xxd /dev/zero", "od -x /dev/urandom", "tr -d a < /dev/zero",
        "dd if=/dev/zero bs=1G count=100", "dd if=/dev/zero of=/tmp/x bs=1M count=100000", "sha256sum /dev/urandom",
        "head -c 10G /dev/zero | md5sum", "tail -c 5 /dev/zero", "sort -u /dev/urandom | uniq -c", "wc /dev/zero",
        "seq 1 1000000 | sort -rn | uniq | tail -n 1", "strings /dev/zero", "rev /dev/zero", "tac /dev/urandom",
        "cut -c1 /dev/zero", "grep -c a /dev/zero", "sed p /dev/zero", "awk 1 /dev/zero", "tee /tmp/a < /dev/zero",
        "cmp /dev/zero /dev/zero", "diff /dev/zero /dev/urandom", "cat /dev/zero > /tmp/z", "cp /dev/zero /tmp/z",
        "gzip < /dev/zero", "timeout 5 yes", "read -r x < /dev/zero", "tail -f /dev/null", "nl /dev/zero",
    ]

    private static let letters = String(repeating: "a", count: 200)

    /// Patterns that some matchers never come back from.
    static let patterns = [
        "echo \(letters) | grep -E '(a+)+b'", "echo \(letters) | grep -E '(a|aa)+$b'",
        "echo \(letters) | grep -E '((((a{9}){9}){9}){9}){9}'", "grep -E 'a{1000}{1000}{1000}' /etc/passwd",
        "echo \(letters) | sed -E 's/(a+)+b/x/'", "echo \(letters) | sed -E 's/(a*)*(a*)*\\1b/x/g'",
        "echo \(letters) | sed ':a;s/a/aa/;ta'", "echo \(letters) | awk '/(a+)+b/'",
        "echo \(letters) | awk '{while (gsub(/a/, \"aa\")) n++}'", "expr \(letters) : '\\(a*\\)*b'",
        "[[ \(letters) =~ (a+)+b ]]", "[[ \(letters) == *a*a*a*a*a*a*a*b ]]", "[[ \(letters) == +(+(a))b ]]",
        "case \(letters) in *a*a*a*a*a*a*a*b) ;; esac",
        "x=\(letters); echo ${x//*a*a*a*b/} ${x%%*a*a*b} ${x##*(*(a))b}",
        "shopt -s extglob; eval '[[ \(letters) == !(!(+(a|aa))|*(*(a)))b ]]; x=\(letters); echo ${x//+(a)+(a)b/}'",
        "yes > >(yes)", "while :; do echo x > >(echo y > >(cat)); done", "exec > >(exec > >(yes)); yes",
        "touch \(letters) \(letters.dropLast()); echo a*a*a*a*a*a*a*b", "find / -name '*a*a*a*a*a*b'",
    ]

    /// What every line may cost here: a part of its budget, for what does not charge ends within none.
    /// All of it, which takes minutes, where tests may be long.
    private static let work =
        ProcessInfo.processInfo.environment["SIKKER_LONG"] == "1"
        ? ShellBudget.lineWork : ShellBudget.lineWork / 10

    @Test("Each comes to an end within its budget", arguments: growth + endless + patterns)
    func ends(_ line: String) { play(line, work: Self.work) }

    /// Of each kind one: what only a whole budget is enough for would show.
    static let greedy = [
        "yes | cat | wc -c", "x=a; while :; do x=$x$x; done", "a=(); while :; do a+=(x); done",
        "awk 'BEGIN{while(1) a[i++]=i}'", "while :; do echo x >> /tmp/grow; done", "while :; do (:) & done",
        "head -c 100000000 /dev/zero | gzip | gzip -d | wc -c", "cat /dev/zero > /tmp/z",
        "echo \(letters) | grep -E '(a+)+b'", "seq 100000 | xargs -n1 echo",
    ]

    @Test("Some come to an end within all that a line may cost", arguments: greedy)
    func endsAtLast(_ line: String) { play(line, work: ShellBudget.lineWork) }

    private func play(_ line: String, work: Int) {
        let context = HoneypotContext(
            persona: ShellHarness.persona, visitor: IPAddress(v4: 0x2d0a_0102), visitorPort: 40_404,
            local: IPAddress(v4: 0xc633_6407), localPort: 22, seed: 5)
        var shell = DebianStage.shell(context, at: ReplayVisit.start)
        shell.budget.hold(work)
        let (output, errors) = DebianStage.run(Array(line.utf8), inputs: [], at: ReplayVisit.start, in: &shell)
        #expect(output.count <= StreamTable.pipeBytes)
        #expect(errors.count <= StreamTable.pipeBytes)
        expectBounds(of: shell)
    }

    /// What walks over everything there is.
    static let walks = [
        "find /", "find / -type f -exec cat {} \\;", "ls -lR / / / /", "grep -r root /", "du -a / /", "echo /*/*/*/*/*",
        "echo /*/../*/../*/../*/../*", "cp -r / /tmp/copy", "rm -rf / --no-preserve-root", "chmod -R 777 /",
        "chown -R nobody /", "find / | while read f; do cat $f; done", "find / | xargs md5sum",
        "find / -exec find / \\;", "cat $(find / -type f)", "for i in /*/* /*/*/*; do [ -f $i ] && wc $i; done",
        "find / -name '*.log' | xargs tail -f", "sort $(find /var/log -type f)", "tar cf /tmp/all.tar /",
    ]

    @Test("The whole tree of a server is not too much", arguments: walks)
    func walk(_ line: String) { walk(line, work: Self.work) }

    @Test(
        "Nor is it with all that a line may cost",
        arguments: ["find / -type f -exec cat {} \\;", "tar cf /tmp/all.tar /"])
    func walkToTheEnd(_ line: String) { walk(line, work: ShellBudget.lineWork) }

    private func walk(_ line: String, work: Int) {
        var shell = ServerStage.shell()
        shell.budget.hold(work)
        shell.becomePiped()
        shell.runScript(
            CommandOutcome.ScriptText(
                text: Array(line.utf8), name: "bash", parameters: [], source: .string, dialect: .bash))
        shell.run()
        #expect(shell.output.actions.reduce(0) { $0 + $1.sentBytes } <= ShellBudget.lineOutput)
        expectBounds(of: shell)
    }

    private func expectBounds(of shell: Shell) {
        #expect(shell.frames.count <= Shell.mostFrames)
        #expect(shell.files.storedBytes <= FileRoom.server.bytes)
        #expect(shell.scope.variables.values.reduce(0) { $0 + $1.value.count } <= ShellScope.mostVariableBytes)
        #expect(shell.budget.work >= 0 && shell.jobs.count <= Shell.mostPrograms)
    }
}

extension HoneypotOutput.Action {
    fileprivate var sentBytes: Int { if case .send(let bytes) = self { bytes.count } else { 0 } }
}
