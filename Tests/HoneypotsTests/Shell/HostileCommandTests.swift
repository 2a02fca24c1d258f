import IPNetworks
import Testing
import ThreatModel

@testable import Honeypots

@Suite("Hostile command lines on the server")
struct HostileCommandTests {
    static let lines = [
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
    ]

    @Test("Each comes to an end within its budget", arguments: HostileCommandTests.lines)
    func ends(_ line: String) {
        let context = HoneypotContext(
            persona: ShellHarness.persona, visitor: IPAddress(v4: 0x2d0a_0102), visitorPort: 40_404,
            local: IPAddress(v4: 0xc633_6407), localPort: 22, seed: 5)
        var shell = DebianStage.shell(context, at: ReplayVisit.start)
        let (output, errors) = DebianStage.run(Array(line.utf8), inputs: [], at: ReplayVisit.start, in: &shell)
        #expect(output.count <= StreamTable.pipeBytes)
        #expect(errors.count <= StreamTable.pipeBytes)
        #expect(shell.frames.count <= Shell.mostFrames)
        #expect(shell.files.storedBytes <= FileRoom.server.bytes)
    }
}
