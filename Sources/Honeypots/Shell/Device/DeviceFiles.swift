/// Everything a persona's device shows before a visitor changes anything: its files, mounts and processes. Built once for
/// a persona, shared by all visits.
struct DeviceFiles: PersonaScene {
    let tree: FileTree
    let mounts: [FileMount]
    let processes: [DeviceProcess]
    /// The shell's prompt, before its escapes are expanded.
    let prompt: ByteString
    /// Programs that come with the device's BusyBox.
    let applets: [ByteString]

    init(persona: Persona) {
        let device = persona.device
        var generator = persona.generator(for: "device files")
        processes = DeviceProcessList.draw(for: device, &generator)
        applets = CommandRegistry.appletNames.sorted()
        mounts = device.model.mounts.map { FileMount($0) }
        prompt = ByteString(device.telnet.shellPrompt)
        var builder = DeviceTreeBuilder(device: device, generator: generator)
        builder.addPrograms(applets)
        builder.addDevices()
        builder.addSettings()
        builder.addKernelFiles(mounts: device.model.mounts)
        builder.addProcesses(processes)
        builder.addVendorFiles()
        tree = builder.tree
    }

    /// What a login hands to the shell.
    func environment(for visit: ShellVisit) -> [(ByteString, ByteString)] {
        [
            ("USER", visit.user), ("LOGNAME", visit.user), ("HOME", "/root"), ("SHELL", "/bin/sh"), ("TERM", "linux"),
            ("PATH", "/sbin:/usr/sbin:/bin:/usr/bin"),
        ]
    }
}
