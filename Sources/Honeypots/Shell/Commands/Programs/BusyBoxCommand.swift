/// `busybox APPLET …`; without one it tells its version and what it can do.
struct BusyBoxCommand: ShellCommand {
    static let names: [ByteString] = ["busybox"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let applet = words.dropFirst().first, applet != "--help" else { return tell(&shell) }
        if applet == "--list" || applet == "--list-full" {
            for name in shell.visit.persona.scene(DeviceMachine.self).applets { shell.print(name + "\n") }
            return .success
        }
        guard let command = CommandRegistry.applet(applet, on: shell.device) else {
            return shell.fail(applet, "applet not found", status: 127)
        }
        return command.run(Array(words.dropFirst()), in: &shell)
    }

    /// Old versions fill lines up to column 80, the names after a tab.
    private static func tell(_ shell: inout Shell) -> CommandOutcome {
        var text = shell.device.busyboxBanner + "\nCopyright (C) 1998-2011 Erik Andersen, Rob Landley, Denys Vlasenko\n"
        text += "and others. Licensed under GPLv2.\nSee source distribution for full notice.\n\n"
        text +=
            "Usage: busybox [function] [arguments]...\n   or: busybox --list[-full]\n   or: function [arguments]...\n\n"
        text += "Currently defined functions:\n"
        var line: ByteString = "\t"
        for name in shell.visit.persona.scene(DeviceMachine.self).applets {
            if line.count > 1, line.count + name.count + 2 > 70 {
                text += line + ",\n"
                line = "\t"
            }
            line += line.count > 1 ? ", " + name : name
        }
        shell.print(text + line + "\n\n")
        return .success
    }
}
