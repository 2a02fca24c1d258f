/// Keeps a program at an interface; the kernel takes it off when this goes, or the process ends however it ends.
package struct XDPAttachment: Sendable {
    package let mode: XDPProgram.Mode
    private let link: BPFDescriptor

    init(mode: XDPProgram.Mode, link: BPFDescriptor) {
        self.mode = mode
        self.link = link
    }
}
