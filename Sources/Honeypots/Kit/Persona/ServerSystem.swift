/// A distribution with the kernel its users run: published builds, shared by very many machines.
package struct ServerSystem: Hashable, Sendable {
    /// PRETTY_NAME of /etc/os-release.
    package let name: String
    /// VERSION_ID of /etc/os-release.
    package let version: String
    /// `uname -r`.
    package let kernelRelease: String
    /// `uname -v`.
    package let kernelVersion: String

    /// Debian 11 and its kernel updates, named as the packages `linux-image-5.10.0-N-amd64` name themselves.
    private static let debian11Kernels = [
        ("5.10.0-18-amd64", "#1 SMP Debian 5.10.140-1 (2022-09-02)"),
        ("5.10.0-20-amd64", "#1 SMP Debian 5.10.158-2 (2022-12-13)"),
        ("5.10.0-21-amd64", "#1 SMP Debian 5.10.162-1 (2023-01-21)"),
        ("5.10.0-23-amd64", "#1 SMP Debian 5.10.179-1 (2023-05-12)"),
        ("5.10.0-26-amd64", "#1 SMP Debian 5.10.197-1 (2023-09-29)"),
        ("5.10.0-28-amd64", "#1 SMP Debian 5.10.209-2 (2024-01-31)"),
        ("5.10.0-32-amd64", "#1 SMP Debian 5.10.223-1 (2024-08-10)"),
    ]

    init(_ generator: inout SeededGenerator) {
        name = "Debian GNU/Linux 11 (bullseye)"
        version = "11"
        (kernelRelease, kernelVersion) = generator.pick(from: Self.debian11Kernels) ?? Self.debian11Kernels[0]
    }
}
