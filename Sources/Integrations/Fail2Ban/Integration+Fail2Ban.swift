extension Integration {
    /// Reports whom fail2ban bans.
    package static let fail2ban = Integration(
        id: "fail2ban", title: "Fail2Ban",
        summary: "Reports the addresses that Fail2Ban bans: address, category and protocol, never a line of a log.",
        files: [
            IntegrationFile(
                path: "/fail2ban/sikkerapi.conf", destination: "/etc/fail2ban/action.d/sikkerapi.conf", mode: 0o644,
                resource: "fail2ban/sikkerapi.conf"),
            IntegrationFile(
                path: "/fail2ban/sikkerapi-report.sh", destination: "/usr/local/bin/sikkerapi-report", mode: 0o755,
                resource: "fail2ban/sikkerapi-report.sh"),
        ],
        steps: [
            IntegrationStep(
                "Put your key into a file",
                .commands(
                    """
                    sudo install -m 600 /dev/null /etc/fail2ban/sikkerapi.key
                    echo "sk_your_key_here" | sudo tee /etc/fail2ban/sikkerapi.key > /dev/null
                    """),
                .text(
                    """
                    The key itself may stand wherever `@/etc/fail2ban/sikkerapi.key` does below, but then whoever lists the \
                    machine's processes in the right moment sees it.
                    """)),
            IntegrationStep(
                "Install the action and the script",
                .commands(
                    """
                    sudo curl -fo /etc/fail2ban/action.d/sikkerapi.conf "@BASE_URL@/fail2ban/sikkerapi.conf"
                    sudo curl -fo /usr/local/bin/sikkerapi-report "@BASE_URL@/fail2ban/sikkerapi-report.sh"
                    sudo chmod 755 /usr/local/bin/sikkerapi-report
                    """)),
            IntegrationStep(
                "Try it",
                .commands("sudo sikkerapi-report 127.0.0.1 @/etc/fail2ban/sikkerapi.key brute_force ssh test"),
                .output("Reported 127.0.0.1 (brute_force) to SikkerAPI"),
                .text("Reports about this machine's own address are kept as tests and count for nothing.")),
            IntegrationStep(
                "Report what your jails ban",
                .excerpt(
                    of: "/etc/fail2ban/jail.local",
                    """
                    [sshd]
                    enabled = true
                    port = ssh
                    logpath = %(sshd_log)s
                    backend = %(sshd_backend)s
                    action = %(action_)s
                             sikkerapi[key="@/etc/fail2ban/sikkerapi.key", category="brute_force", protocol="ssh"]
                    """),
                .text("Each jail has its own category and, where there is one, protocol:"),
                .table(columns: ["Jail", "Category", "Protocol"], rows: Fail2BanJail.all.map(\.row)),
                .text(
                    """
                    All categories: `brute_force`, `port_scan`, `ddos`, `web_exploit`, `sql_injection`, `phishing`, `spam`, \
                    `bad_bot`, `exploited_host`, `malware`, `dns_abuse`, `open_proxy`, `iot_targeted`, `spoofing`, `fraud`, \
                    `other`.
                    """)),
            IntegrationStep(
                "Reload, and watch",
                .commands(
                    """
                    sudo fail2ban-client reload
                    sudo tail -f /var/log/fail2ban.log | grep sikker
                    """),
                .output(
                    "2026-01-31 12:00:00,000 fail2ban.sikkerapi [812]: NOTICE Reported 203.0.113.42 (brute_force) to SikkerAPI"
                ),
                .text("What was reported about an address is seen by asking about it:"),
                .commands(
                    #"""
                    curl -H "Authorization: Bearer sk_your_key_here" "@BASE_URL@/v1/key/check/203.0.113.42" | jq .contributor
                    """#)),
            IntegrationStep(
                "When reports fail",
                .text(
                    """
                    The address stays banned. A report is made in the background and given up after 20 seconds, so a server that is \
                    slow or away holds nothing up; at most 32 are under way at once. One line in Fail2Ban's log says why a report was \
                    not made: the server was not reached, it refuses the key, the day's quota is used up. Bans that Fail2Ban restores \
                    when it starts are not reported again.
                    """),
                .text(
                    """
                    If Fail2Ban logs to another file, name it: `sikkerapi[key=…, log="/var/log/other.log"]`. Where there is no such \
                    file, the lines go to the system's log, where `journalctl -t sikkerapi` shows them. Several servers that share a \
                    key share its quota; `@BASE_URL@/v1/key/usage` tells how it stands.
                    """)),
        ])
}
