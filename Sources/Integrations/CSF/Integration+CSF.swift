extension Integration {
    /// Blocks whom the server lists, and reports whom lfd blocks.
    package static let csf = Integration(
        id: "csf", title: "ConfigServer Firewall (CSF)",
        summary: "Blocks listed addresses before they attack, and reports those that CSF blocks.",
        files: [
            IntegrationFile(
                path: "/csf/sikkerapi-csf-report.sh", destination: "/usr/local/bin/sikkerapi-csf-report", mode: 0o755,
                resource: "csf/sikkerapi-csf-report.sh")
        ],
        steps: [
            IntegrationStep(
                "Block who is listed",
                .text(
                    "Add one line; CSF fetches the list itself, here once a day, and takes its first 10,000 addresses."),
                .excerpt(of: "/etc/csf/csf.blocklists", CSFBlocklist.line(key: "sk_your_key_here")),
                .commands("sudo csf -ra"),
                .text("The list can be narrowed down by what is added to its address:"),
                .table(
                    columns: ["Added", "Leaves"],
                    rows: [
                        ["`&scoreMinimum=90`", "addresses of at least this confidence; the line above says 70"],
                        ["`&protocols=ssh,http`", "those that attacked one of these"],
                        ["`&minSeverity=high`", "those that showed a behaviour at least that grave"],
                        ["`&onlyCountries=CN,RU`, `&exceptCountries=DE`", "those in, or not in, these countries"],
                        ["`&onlyAsn=AS64500`, `&exceptAsn=AS64501`", "those of, or not of, these networks"],
                        ["`&ipVersion=4`", "those of IPv4, or with `6` of IPv6"],
                    ])),
            IntegrationStep(
                "Put your key into a file",
                .commands(
                    """
                    sudo install -m 600 /dev/null /etc/csf/sikkerapi.key
                    echo "sk_your_key_here" | sudo tee /etc/csf/sikkerapi.key > /dev/null
                    """)),
            IntegrationStep(
                "Report who was blocked",
                .commands(
                    """
                    sudo curl -fo /usr/local/bin/sikkerapi-csf-report "@BASE_URL@/csf/sikkerapi-csf-report.sh"
                    sudo chmod 755 /usr/local/bin/sikkerapi-csf-report
                    """),
                .text("Try it, as lfd would call it:"),
                .commands(#"sudo sikkerapi-csf-report 127.0.0.1 22 0 in 3600 "a test" "" LF_SSHD"#),
                .output("Reported 127.0.0.1 (brute_force) to SikkerAPI [LF_SSHD]"),
                .text("Then name it in CSF's settings, and restart CSF and lfd:"),
                .excerpt(of: "/etc/csf/csf.conf", #"BLOCK_REPORT = "/usr/local/bin/sikkerapi-csf-report""#),
                .commands("sudo csf -ra"),
                .text(
                    """
                    The address, a category and a protocol are sent, never the message or a line of a log. What triggered the block \
                    says which:
                    """),
                .table(
                    columns: ["Trigger", "Category", "Protocol"],
                    rows: CSFTrigger.all.map(\.row) + [["any other", "`other`", "–"]])),
            IntegrationStep(
                "See that it works",
                .commands(
                    #"""
                    sudo journalctl -t sikkerapi
                    curl -H "Authorization: Bearer sk_your_key_here" "@BASE_URL@/v1/key/check/203.0.113.42" | jq .contributor
                    """#)),
            IntegrationStep(
                "When reports fail",
                .text(
                    """
                    CSF's block stands. A report is given up after 8 seconds, because lfd waits 10; one line in the system's log, as \
                    `sikkerapi`, says why it was not made: the server was not reached, it refuses the key, the day's quota is used up. \
                    Blocked networks are not reported. Lists and reports have quotas of their own.
                    """)),
        ])
}
