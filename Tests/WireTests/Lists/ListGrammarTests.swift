import Glibc
import TestHosts
import TestLoop
import TestWire
import Testing

/// Lists for programs that Debian's stable release does not have, held against what their manuals say.
@Suite("Lists by the grammar of their consumers", .serialized, .enabled(if: PythonProgram.areWanted))
struct ListGrammarTests {
    @Test("Every line is one that the consumer knows, and the addresses are those of the plain list")
    func grammars() async throws {
        try await ListWorld.with { world in
            for reader in ListReader.allCases {
                for query in ["", "&aggregate=true", "&ipVersion=4", "&ipVersion=6", "&scoreMinimum=100"] {
                    let text = try await world.text("format=\(reader.rawValue)\(query)")
                    let read = try await TestThread.run { try reader.read(text) }
                    let wanted: Set<String> =
                        switch query {
                        case "&scoreMinimum=100": []
                        case "&ipVersion=4": world.addresses.filter { !$0.contains(":") }
                        case "&ipVersion=6": world.addresses.filter { $0.contains(":") }
                        default: world.addresses
                        }
                    #expect(ListWorld.addresses(in: read.joined(separator: " ")) == wanted, "\(reader) \(query)")
                    #expect(query == "&aggregate=true" ? read.contains("45.77.0.0/29") : read.count == wanted.count)
                }
            }
        }
    }

    private static let good: [ListReader: String] = [
        .traefik: """
        http:
          middlewares:
            sikker:
              plugin:
                denyip:
                  ipDenyList:
                    - "255.255.255.255"
                    - "45.77.0.0/29"
                    - "2a01:4f8::1"

        """,
        .mikrotik: """
        /ip firewall address-list
        remove [find list=sikker]
        add list=sikker address=45.77.0.0/29
        /ipv6 firewall address-list
        remove [find list=sikker]
        add list=sikker address=2a01:4f8::1/128

        """,
        .suricata: """
        45.77.0.0/29,1,90
        2a01:4f8::1,1,50

        """,
    ]

    @Test(
        "A list that is wrong anywhere would be noticed",
        arguments: [
            (.traefik, "        denyip", "      denyip"), (.traefik, "ipDenyList", "ipDenylist"),
            (.traefik, "            - \"255.255.255.255\"\n", ""),
            (.traefik, "45.77.0.0/29", "45.77.0.1/29"), (.traefik, "\"45.77.0.0/29\"", "29"),
            (.traefik, "- \"2a01", "-\"2a01"), (.traefik, "2a01:4f8::1\"", "2a01:4f8::1"),
            (.mikrotik, "/ip firewall address-list\n", ""),
            (.mikrotik, "remove [find list=sikker]\nadd list=sikker address=45", "add list=sikker address=45"),
            (.mikrotik, "::1/128", "::1"), (.mikrotik, "/ipv6 firewall address-list\nremove [find list=sikker]\n", ""),
            (.mikrotik, "45.77.0.0/29\n", "45.77.0.0/29;\n"),
            (.mikrotik, "add list=sikker address=45", "add list=other address=45"),
            (.mikrotik, "45.77.0.0/29", "2a01:4f8::2/128"), (.mikrotik, "/128\n", "/128"),
            (.suricata, ",1,90", ",1,128"), (.suricata, ",1,90", ",1,0"), (.suricata, ",1,90", ",1"),
            (.suricata, ",1,90", ",1,90 "), (.suricata, ",1,90", ",2,90"), (.suricata, ",1,90", ",1,090"),
            (.suricata, "45.77.0.0/29", "45.77.0.0/33"), (.suricata, ",1,50\n", ",1,50"),
            (.suricata, "45.77", "\n45.77"),
        ] as [(ListReader, String, String)])
    func wrong(_ reader: ListReader, _ part: String, _ wrong: String) async throws {
        let good = try #require(Self.good[reader])
        let bad = good.replacing(part, with: wrong, maxReplacements: 1)
        try #require(bad != good)
        let read = try await TestThread.run { (try reader.read(good), try? reader.read(bad)) }
        #expect(read.0.first == "45.77.0.0/29" && read.0.count == 2)
        #expect(read.1 == nil, "\(read.1 ?? [])")
    }

    // MARK: Suricata

    /// In Debian's backports only, hence tried where somebody has installed it.
    private static let hasSuricata = access("/usr/bin/suricata", X_OK) == 0

    @Test("Suricata's own check takes the list and the rule that goes by it", .enabled(if: hasSuricata))
    func suricata() async throws {
        try await ListWorld.with { world in
            let lines = try FormatsPage.lines(for: "suricata")
            try world.files.write(lines[0] + "\n", to: "categories")
            try world.files.write(lines[1...].joined(separator: "\n") + "\n", to: "rules")
            for name in ["classification.config", "reference.config"] { try world.files.write("", to: name) }
            try world.files.write(
                """
                %YAML 1.1
                ---
                vars: {address-groups: {HOME_NET: "[192.0.2.0/24,2001:db8::/32]", EXTERNAL_NET: "!$HOME_NET"}}
                classification-file: \(world.files.file("classification.config"))
                reference-config-file: \(world.files.file("reference.config"))
                reputation-categories-file: \(world.files.file("categories"))
                default-reputation-path: \(world.files.path)
                reputation-files: [list]

                """, to: "suricata.yaml")
            let check = [
                "suricata", "-T", "-c", world.files.file("suricata.yaml"), "-S", world.files.file("rules"), "-l",
                world.files.path,
            ]
            for query in ["", "&aggregate=true", "&scoreMinimum=100"] {
                try await world.file("format=suricata\(query)")
                let printed = try await TestThread.run { try TestCommand.run(check) }
                #expect(printed.contains("successfully loaded") && !printed.contains("bad line"), "\(printed)")
            }
            // It says so where a line is none.
            try world.files.write("45.77.0.0,1\n", to: "list")
            #expect(try await TestThread.run { try TestProcess(check).wait().output }.contains("bad line"))
        }
    }
}
