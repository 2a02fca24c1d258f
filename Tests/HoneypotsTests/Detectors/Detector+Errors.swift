@testable import Honeypots

/// How things go wrong: words and statuses of bash 5.1 and coreutils 8.32.
extension Detector {
    static let errors: [Self] = [
        command(
            "An unknown command is not found", "bash(1)", "nosuchcommand",
            errors: "bash: line 1: nosuchcommand: command not found\n", status: 127),
        Self("At the prompt too", "bash(1)") { stage, clues in
            let shown = try stage.type("nosuchcommand\recho $?\rexit\r")
            clues.expect(
                shown.contains("-bash: nosuchcommand: command not found\n") && shown.contains("\n127\n"), shown)
        },
        command(
            "Syntax is complained about as bash does", "bash(1)", "if then",
            errors: "bash: -c: line 1: syntax error near unexpected token `then'\nbash: -c: line 1: `if then'\n",
            status: 2),
        command(
            "Quotes have an end", "bash(1)", "echo 'a",
            errors: "bash: -c: line 1: unexpected EOF while looking for matching `''\n"
                + "bash: -c: line 2: syntax error: unexpected end of file\n", status: 2),
        command(
            "A file is no directory", "bash(1)", "cd /etc/passwd",
            errors: "bash: line 1: cd: /etc/passwd: Not a directory\n",
            status: 1),
        command(
            "A directory is no file", "cat(1)", "cat /etc", errors: "cat: /etc: Is a directory\n", status: 1),
        command(
            "Nothing is listed where nothing is", "ls(1)", "ls /nosuch",
            errors: "ls: cannot access '/nosuch': No such file or directory\n", status: 2),
        command(
            "Nothing is run that may not be", "bash(1)", "/etc/passwd",
            errors: "bash: line 1: /etc/passwd: Permission denied\n", status: 126),
        command(
            "A directory is not run", "bash(1)", "/etc", errors: "bash: line 1: /etc: Is a directory\n", status: 126),
        command("Statuses are those of the last command", "bash(1)", "false; true; (exit 42)", status: 42),
        command(
            "Statuses have eight bits", "bash(1)", "bash -c 'exit 300'; echo $?; sh -c 'exit 255'; echo $?; exit 258",
            prints: "44\n255\n", status: 2),
        command(
            "Unknown options are told with a hint", "ls(1)", "ls --nosuch",
            errors: "ls: unrecognized option '--nosuch'\nTry 'ls --help' for more information.\n", status: 2),
        command(
            "Copies need two names", "cp(1)", "cp a",
            errors: "cp: missing destination file operand after 'a'\nTry 'cp --help' for more information.\n", status: 1
        ),
        command(
            "Folders that are full stay", "rmdir(1)", "rmdir /etc",
            errors: "rmdir: failed to remove '/etc': Directory not empty\n", status: 1),
        command(
            "The root is not removed", "rm(1)", "rm -rf /",
            errors: "rm: it is dangerous to operate recursively on '/'\n"
                + "rm: use --no-preserve-root to override this failsafe\n", status: 1),
        command(
            "Patterns without files stay as they are", "bash(1)", "echo /nosuch/*; ls /nosuch/*", prints: "/nosuch/*\n",
            errors: "ls: cannot access '/nosuch/*': No such file or directory\n", status: 2),
        command(
            "Division by nothing is told", "bash(1)", "echo $((1/0))",
            errors: "bash: line 1: 1/0: division by 0 (error token is \"0\")\n", status: 1),
        Self("Pipes, lists and redirections do what they should", "tests of shells by researchers") { stage, clues in
            for (command, output) in [
                ("echo b a | tr ' ' '\\n' | sort | tr '\\n' ' '", "a b "), ("(echo 1; echo 2 >&2) 2>&1 | wc -l", "2\n"),
                ("cat <<X | rev\nabc\nX", "cba\n"), ("echo {1..3}{a,b}", "1a 1b 2a 2b 3a 3b\n"),
                ("x=hello; echo ${x^^} ${x:1:3} ${#x} ${x/l/L}", "HELLO ell 5 heLlo\n"),
                ("f() { local i=$1; echo $((i*2)); }; f 21", "42\n"),
                ("for i in 3 1 2; do echo $i; done | sort -rn | head -1", "3\n"),
                ("set -- a b c; shift; echo $# $*", "2 b c\n"), ("echo $(echo $(echo deep))", "deep\n"),
                ("[[ abc =~ b(c) ]] && echo ${BASH_REMATCH[1]}", "c\n"),
                ("printf '%05d|%-4s|%x\\n' 42 ab 255", "00042|ab  |ff\n"),
                (
                    "echo abc | md5sum; echo abc | sha256sum | cut -c1-8",
                    "0bee89b07a248e27c83fc3d5951213c1  -\nedeaaff3\n"
                ),
                ("echo aGk= | base64 -d; echo", "hi\n"), ("a=(x y z); echo ${#a[@]} ${a[-1]}", "3 z\n"),
                ("true && echo yes || echo no; ! true || echo not", "yes\nnot\n"),
            ] {
                let answer = try stage.run(command)
                clues.expect(answer.output == output, "\(command): \(answer)")
            }
        },
    ]
}
