/// Programs that keep rules of their own, and how these are known.
enum FirewallTool {
    /// What the name of a table or chain begins with, and whose it is then.
    private static let marks: [(prefix: String, tool: String)] = [
        ("firewalld", "firewalld"), ("DOCKER", "Docker"), ("docker", "Docker"), ("ufw-", "ufw"), ("ufw6-", "ufw"),
        ("f2b-", "fail2ban"), ("crowdsec", "CrowdSec"), ("CROWDSEC", "CrowdSec"), ("KUBE-", "Kubernetes"),
        ("kube-", "Kubernetes"), ("cali-", "Calico"), ("CILIUM_", "Cilium"), ("FLANNEL", "Flannel"),
        ("LIBVIRT", "libvirt"), ("libvirt_", "libvirt"), ("NETAVARK", "Podman"), ("netavark", "Podman"),
        ("CNI-", "CNI"), ("LOCALINPUT", "CSF"), ("DENYIN", "CSF"), ("sshguard", "SSHGuard"), ("TAILSCALE", "Tailscale"),
        ("ts-input", "Tailscale"), ("lxc", "LXC"), ("lxd", "LXD"), ("incus", "Incus"),
    ]

    /// Each once, in alphabetical order.
    static func owners(of table: String, _ chains: [String]) -> [String] {
        let names = [table] + chains
        return Set(marks.filter { mark in names.contains { $0.hasPrefix(mark.prefix) } }.map(\.tool)).sorted()
    }
}
