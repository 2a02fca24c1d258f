/// `busybox APPLET …` of Debian's package, which every installed system has for its first file system: what is a program
/// here stands in for the applet of that name.
struct DebianBusyBoxCommand: ShellCommand {
    static let names: [ByteString] = ["busybox"]

    private static let banner: ByteString = """
        BusyBox v1.30.1 (Debian 1:1.30.1-6+b3) multi-call binary.
        BusyBox is copyrighted by many authors between 1998-2015.
        Licensed under GPLv2. See source distribution for detailed
        copyright notices.

        Usage: busybox [function [arguments]...]

        """

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let applet = words.dropFirst().first, applet != "--help" else {
            shell.print(banner)
            return .success
        }
        guard applet != "busybox", shell.programPath(applet) != nil else {
            return shell.fail(applet, "applet not found", status: 127)
        }
        return .becomeProgram(Array(words.dropFirst()))
    }
}
