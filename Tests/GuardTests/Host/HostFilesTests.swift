import IPNetworks
import TestGuards
import Testing

@testable import Guard

struct HostFilesTests {
    private let folder: Folder
    private var files = HostFiles()

    init() throws {
        folder = try Folder()
        files.resolverFiles = [folder.path("resolv.conf"), folder.path("none")]
        files.sshConfiguration = folder.path("sshd_config")
        files.sshConfigurationFolder = folder.path
    }

    @Test func resolversAreRead() throws {
        try folder.write(
            "resolv.conf",
            """
            # comment
            search example
            nameserver 45.53.0.1
            nameserver\tfe80::1%eth0
            nameserver nonsense
            ; nameserver 45.53.0.2
            nameserver 45.53.0.1
            """)
        #expect(try files.resolvers() == [address("45.53.0.1"), address("fe80::1")].sorted())
    }

    @Test func portsOfTheSSHServiceAreRead() throws {
        try folder.write("sshd_config", "Port 2222\n#Port 1\nListenAddress 0.0.0.0:2223\nListenAddress ::1\nPort x\n")
        try folder.write("50.conf", "port=2224\nListenAddress [::]:2225\n")
        try folder.write("ignored.txt", "Port 9\n")
        #expect(files.sshPorts() == [22, 2222, 2223, 2224, 2225])
    }

    @Test func withoutFilesThereIsPort22() {
        #expect(files.resolvers().isEmpty)
        #expect(files.sshPorts() == [22])
    }
}
