import Glibc

/// Owns the descriptor of a map, a program or a link; what it stands for goes when nothing refers to it any longer.
final class BPFDescriptor: Sendable {
    let number: Int32

    init(_ number: Int32) { self.number = number }

    deinit { close(number) }
}
