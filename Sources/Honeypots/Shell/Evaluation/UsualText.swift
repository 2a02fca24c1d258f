/// Names and values of variables that nearly every shell begins with, each kept once for all of them: an idle shell is
/// small, and these would be a good part of it.
enum UsualText {
    private static let texts: Set<ByteString> = [
        "SHELL", "PWD", "OLDPWD", "LOGNAME", "HOME", "USER", "SHLVL", "SSH_CLIENT", "SSH_CONNECTION", "SSH_TTY", "PATH",
        "TERM", "LANG", "MAIL", "IFS", "PS1", "PS2", "PS4", "OPTIND", "_",
        "/bin/bash", "/bin/sh", "/dev/pts/0", "/root", "root", "/", "1", "xterm", "xterm-256color", "vt100", " \t\n",
        "> ", "+ ",
        "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games",
    ]

    /// The same text, the shared one where there is one.
    static func shared(_ text: ByteString) -> ByteString {
        texts.firstIndex(of: text).map { texts[$0] } ?? text
    }
}
