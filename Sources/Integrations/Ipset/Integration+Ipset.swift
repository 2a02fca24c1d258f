extension Integration {
    /// Drops packets of listed addresses in the kernel.
    package static let ipset = Integration(
        id: "ipset", title: "ipset and iptables",
        summary: "Drops every packet of listed addresses in the Linux kernel, whatever it is sent to.",
        files: [
            IntegrationFile(
                path: "/iptables/sikkerapi-ipset-update.sh", destination: "/usr/local/bin/sikkerapi-ipset-update",
                mode: 0o755, resource: "iptables/sikkerapi-ipset-update.sh")
        ],
        steps: [
            IntegrationStep(
                "Fetch the script",
                .text("It needs `curl`, `ipset`, `iptables` and `flock`, which is part of `util-linux`."),
                .commands(
                    """
                    sudo curl -fo /usr/local/bin/sikkerapi-ipset-update "@BASE_URL@/iptables/sikkerapi-ipset-update.sh"
                    sudo chmod 755 /usr/local/bin/sikkerapi-ipset-update
                    """)),
            IntegrationStep(
                "Give it your key", .text("In a file that only root can read; the script refuses one that others can."),
                .commands(
                    """
                    sudo install -m 600 /dev/null /etc/sikkerapi.key
                    echo "sk_free_your_key_here" | sudo tee /etc/sikkerapi.key > /dev/null
                    """)),
            IntegrationStep(
                "Run it once",
                .text("It fills the sets `sikker4` and `sikker6`, and says how many addresses they hold."),
                .commands("sudo sikkerapi-ipset-update"),
                .output("SikkerAPI: blocklist updated (4832 IPv4, 167 IPv6)")),
            IntegrationStep(
                "Have it run by itself",
                .text(
                    """
                    This adds the two rules that drop, has the list fetched every night, and puts both back after every boot: the sets \
                    before the firewall's rules are loaded, because rules that name a missing set keep a firewall from starting. It says \
                    what it changes; `--dry-run` only says it, and a second time there is nothing to change.
                    """),
                .commands("sudo sikkerapi-ipset-update --install"),
                .text("Or by hand, where you look after rules yourself:"),
                .commands(
                    """
                    sudo iptables -I INPUT -m set --match-set sikker4 src -j DROP
                    sudo ip6tables -I INPUT -m set --match-set sikker6 src -j DROP
                    echo "0 3 * * * root /usr/local/bin/sikkerapi-ipset-update" | sudo tee /etc/cron.d/sikkerapi
                    """)),
            IntegrationStep(
                "Look at it",
                .commands(
                    """
                    sudo ipset list sikker4 -t
                    sudo ipset test sikker4 203.0.113.42
                    sudo iptables -L INPUT -v -n | grep sikker
                    """)),
            IntegrationStep(
                "Choose what is blocked",
                .text(
                    """
                    By variables, which `--install` keeps when they are set for it too. Behind `sudo`, they must stand after that word: \
                    `sudo SIKKERAPI_SCORE=90 sikkerapi-ipset-update --install`.
                    """),
                .table(
                    columns: ["Variable", "Meaning", "Usually"],
                    rows: [
                        ["`SIKKERAPI_SCORE`", "the least confidence that is blocked, from 1 to 100", "`70`"],
                        [
                            "`SIKKERAPI_EXTRA`",
                            "more parameters of the list, such as `&protocols=ssh,http` or `&onlyCountries=CN,RU`", "–",
                        ],
                        ["`SIKKERAPI_IPV6`", "`false` leaves out `sikker6` and its rule", "`true`"],
                    ])),
            IntegrationStep(
                "When something fails",
                .text(
                    """
                    The list in force stays: a server that is away, an answer that is no list or not the whole list, a refused key, a used up \
                    quota change nothing, and the script ends with 1 and one sentence. A list that did not change is not sent again and costs \
                    no quota. Whoever is locked out gets in again after `sudo iptables -D INPUT -m set --match-set sikker4 src -j DROP`.
                    """)),
            IntegrationStep("Take it away", .commands("sudo sikkerapi-ipset-update --uninstall")),
        ])
}
