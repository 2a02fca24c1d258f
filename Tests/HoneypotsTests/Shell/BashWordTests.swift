import IPNetworks
import Testing
import ThreatModel

@testable import Honeypots

/// Words that only bash has, as bash 5.1 of Debian 11 takes them.
@Suite("Words of bash")
struct BashWordTests {
    private static func run(_ script: String) -> (output: String, errors: String, shell: Shell) {
        let context = HoneypotContext(
            persona: ShellHarness.persona, visitor: IPAddress(v4: 0x2d0a_0102), visitorPort: 40_404,
            local: IPAddress(v4: 0xc633_6407), localPort: 22, seed: 5)
        var shell = DebianStage.shell(context, at: ReplayVisit.start)
        let (output, errors) = DebianStage.run(Array(script.utf8), inputs: [], at: ReplayVisit.start, in: &shell)
        return (String(decoding: output, as: UTF8.self), String(decoding: errors, as: UTF8.self), shell)
    }

    private static let files = "touch a b c ab abc file1 file22 .h 'x y'\n"

    @Test(
        "Choices of patterns",
        arguments: [
            ("echo !(a|b)", "ab abc c file1 file22 x y"), ("echo +(a|b)", "a ab b"), ("echo @(a|b)", "a b"),
            ("echo ?(a)b", "ab b"), ("echo *(a|b)c", "abc c"), ("echo @(.h|c)", ".h c"),
            ("echo !(*.*)", "a ab abc b c file1 file22 x y"), ("echo !(a|b)*", "a ab abc b c file1 file22 x y"),
            ("x=000123; echo ${x##+(0)} ${x/+([0-9])/N} ${x%%+([2-9])}", "123 N 0001"),
            ("case abc in @(abc|def)) echo yes;; esac", "yes"),
            ("case 'x y' in @('x y'|z)) echo quoted;; esac", "quoted"),
            ("p=b; echo @(a|$p)", "a b"), ("echo nomatch@(q) \"!(a)\" '@(a)'", "nomatch@(q) !(a) @(a)"),
            ("v='a b   c'; echo \"${v//+( )/_}\"", "a_b_c"), ("[[ foobar == !(foo) ]] && echo n", "n"),
            ("echo @(a|@(b|c))", "a b c"), ("echo @(f*)[0-9]", "file1 file22"), ("p='@(a|b)'; echo $p", "a b"),
        ] as [(String, String)])
    func choices(_ line: String, _ output: String) {
        #expect(Self.run(Self.files + "shopt -s extglob\n" + line).output == output + "\n")
    }

    @Test("Without extglob they are patterns in conditions only")
    func noChoices() {
        #expect(
            Self.run("[[ 0012 == +([0-9]) ]] && echo yes; p='@(x|y)'; [[ x == $p ]] && echo var").output == "yes\nvar\n"
        )
        #expect(
            Self.run("x=000123; echo ${x##+(0)}; p='@(x|y)'; case x in $p) echo no;; *) echo not;; esac").output
                == "000123\nnot\n")
        for line in ["ls !(a|b)", "shopt -s extglob; ls !(a|b)"] {
            let (output, errors, _) = Self.run(line)
            #expect(output.isEmpty)
            #expect(errors.contains("-c: line 1: syntax error near unexpected token `('\n"), "\(errors)")
        }
    }

    @Test(
        "Choices that could be tried for ever are not",
        arguments: [
            "+(+(+(+(a))))b", "*(*(*(*(a|aa)|a)))b", "!(!(!(!(a))))b", "+(a|a|a|a|a|a|a)+(a|a|a|a)+(a|aa)b",
            "@(+(a)+(a)+(a)+(a)+(a)+(a))b", "!(*a*a*a*a*a*a*a*b)c", "+(!(b)|+(!(c)))d",
        ])
    func pathological(_ pattern: String) {
        let text = String(repeating: "a", count: 300)
        let (_, _, shell) = Self.run(
            "x=\(text)\nshopt -s extglob\n[[ $x == \(pattern) ]] && echo no\necho ${x##\(pattern)} ${x%%\(pattern)}\n"
                + "case $x in \(pattern)) echo no;; esac")
        #expect(shell.budget.work >= 0)
        let deep = String(repeating: "@(", count: 500) + "a" + String(repeating: ")", count: 500)
        #expect(Self.run("shopt -s extglob\n[[ a == \(deep) ]]; echo over").shell.budget.work >= 0)
    }

    /// Each of these was looked for through all of the text behind it.
    @Test("Parentheses that nothing closes are literal")
    func unclosed() {
        let many = String(repeating: "@(", count: 300)
        #expect(
            Self.run("p='\(many)'; [[ $p == $p ]] && echo same; [[ x == $p ]] || echo other").output == "same\nother\n")
        #expect(
            Self.run("p='\(many)a)'; [[ \(many.dropLast(2).map { "\\\($0)" }.joined())a == $p ]] && echo one").output
                == "one\n")
        #expect(GlobPattern.closedParentheses(Array("(a[)](b)\\)(".utf8)) == [5])
        #expect(GlobPattern.closedParentheses([UInt8](repeating: 0x28, count: 200_000)).isEmpty)
    }

    @Test(
        "Commands that read what another writes into a file",
        arguments: [
            ("echo hi > >(cat > o); cat o", "hi\n"), ("echo abc | tee >(tr a-z A-Z > o); cat o", "abc\nABC\n"),
            ("echo >(true)", "/dev/fd/63\n"), ("f() { echo in; }; f > >(cat -n)", "     1\tin\n"),
            ("{ echo 1; echo 2; } > >(tac)", "2\n1\n"),
            ("exec > >(cat -n); echo one; echo two", "     1\tone\n     2\ttwo\n"),
            ("echo x | tee >(cat > o) >(wc -c > p) > /dev/null; cat o p", "x\n2\n"),
            ("false > >(cat); echo $?", "1\n"),
            ("ls /nosuch 2> >(sed s/^/E:/)", "E:ls: cannot access '/nosuch': No such file or directory\n"),
        ] as [(String, String)])
    func sinks(_ line: String, _ output: String) { #expect(Self.run(line).output == output) }

    @Test("Files of the kernel can be opened by root, and take nothing")
    func kernelFiles() {
        #expect(Self.run("echo x > /proc/version").errors.hasSuffix("line 1: echo: write error: Input/output error\n"))
        #expect(Self.run("printf x >> /proc/uptime").errors.hasSuffix("printf: write error: Input/output error\n"))
        #expect(Self.run("echo x > /proc/1/status").errors.hasSuffix("echo: write error: Invalid argument\n"))
        #expect(Self.run("sh -c 'echo x > /proc/version'").errors == "sh: 1: echo: echo: I/O error\n")
        #expect(Self.run("cat /etc/hostname > /proc/version").errors == "cat: write error: Input/output error\n")
        #expect(Self.run("echo x | tee /proc/version").errors == "tee: /proc/version: Input/output error\n")
        #expect(Self.run(": > /proc/version; echo $?; head -c 5 /proc/version").output == "0\nLinux")
        #expect(
            Self.run("echo x > /proc/sys/kernel/osrelease").errors
                .hasSuffix("/proc/sys/kernel/osrelease: Permission denied\n"))
    }
}
