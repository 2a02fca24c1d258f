extension Integration {
    /// Turns listed clients away from web sites.
    package static let nginx = Integration(
        id: "nginx", title: "Nginx",
        summary: "Answers listed clients with 403, before a site or application sees them.",
        files: [
            IntegrationFile(
                path: "/nginx/sikkerapi-nginx-update.sh", destination: "/usr/local/bin/sikkerapi-nginx-update",
                mode: 0o755, resource: "nginx/sikkerapi-nginx-update.sh")
        ],
        steps: [
            IntegrationStep(
                "Fetch the script", .text("It needs `curl`, `nginx` and `flock`, which is part of `util-linux`."),
                .commands(
                    """
                    sudo curl -fo /usr/local/bin/sikkerapi-nginx-update "@BASE_URL@/nginx/sikkerapi-nginx-update.sh"
                    sudo chmod 755 /usr/local/bin/sikkerapi-nginx-update
                    """)),
            IntegrationStep(
                "Give it your key", .text("In a file that only root can read; the script refuses one that others can."),
                .commands(
                    """
                    sudo install -m 600 /dev/null /etc/nginx/sikkerapi.key
                    echo "sk_free_your_key_here" | sudo tee /etc/nginx/sikkerapi.key > /dev/null
                    """)),
            IntegrationStep(
                "Set it up",
                .text(
                    """
                    This fetches the list into `/etc/nginx/sikkerapi_blocklist.conf`, writes a `geo` block that reads it and a snippet that \
                    turns listed clients away, and has the list fetched every night. It says what it changes; `--dry-run` only says it.
                    """),
                .commands("sudo sikkerapi-nginx-update --install"),
                .output("SikkerAPI: blocklist updated (4999 IPs), Nginx reloaded")),
            IntegrationStep(
                "Protect your sites", .text("In each server block to protect, then reload Nginx:"),
                .excerpt(
                    of: "/etc/nginx/sites-available/example",
                    """
                    server {
                        include snippets/sikkerapi.conf;
                        …
                    }
                    """), .commands("sudo nginx -t && sudo nginx -s reload")),
            IntegrationStep(
                "Or write it yourself",
                .excerpt(
                    of: "the http block",
                    """
                    geo $sikkerapi_listed {
                        default 0;
                        include /etc/nginx/sikkerapi_blocklist.conf;
                    }
                    """),
                .excerpt(
                    of: "a server block or a location",
                    """
                    if ($sikkerapi_listed) {
                        return 403;
                    }
                    """),
                .commands(
                    #"echo "0 3 * * * root /usr/local/bin/sikkerapi-nginx-update" | sudo tee /etc/cron.d/sikkerapi-nginx"#
                ),
                .text(
                    """
                    Behind a proxy or a CDN, Nginx must know whom it speaks for: `set_real_ip_from` and `real_ip_header`, or all clients \
                    have the proxy's address.
                    """)),
            IntegrationStep(
                "Choose what is blocked",
                .text("By variables, which `--install` keeps when they are set for it too, behind the word `sudo`."),
                .table(
                    columns: ["Variable", "Meaning", "Usually"],
                    rows: [
                        ["`SIKKERAPI_SCORE`", "the least confidence that is blocked, from 1 to 100", "`70`"],
                        ["`SIKKERAPI_EXTRA`", "more parameters of the list, such as `&protocols=http`", "–"],
                    ])),
            IntegrationStep(
                "When something fails",
                .text(
                    """
                    The list in force stays: an answer that is no list or not the whole list changes nothing, and a list that `nginx -t` does \
                    not take is put back. A list that did not change is not sent again, costs no quota, and reloads nothing.
                    """)),
            IntegrationStep(
                "Take it away",
                .text("After `include snippets/sikkerapi.conf;` is out of your server blocks:"),
                .commands("sudo sikkerapi-nginx-update --uninstall")),
        ])
}
