extension ServerTreeBuilder {
    /// /etc: who may log in, how, and what a login shell reads.
    mutating func addLoginSettings() {
        file(
            "/etc/ssh/sshd_config", at: calendar.deployed,
            "Include /etc/ssh/sshd_config.d/*.conf\n\n#Port 22\n#AddressFamily any\n#ListenAddress 0.0.0.0\n\nPermitRootLogin yes\n#StrictModes yes\n#MaxAuthTries 6\n#MaxSessions 10\n\n#PubkeyAuthentication yes\nPasswordAuthentication yes\n#PermitEmptyPasswords no\nChallengeResponseAuthentication yes\nUsePAM yes\nX11Forwarding yes\nPrintMotd no\nAcceptEnv LANG LC_*\nSubsystem\tsftp\t/usr/lib/openssh/sftp-server\n"
        )
        file(
            "/etc/ssh/ssh_config",
            "Include /etc/ssh/ssh_config.d/*.conf\n\nHost *\n#   ForwardAgent no\n#   Port 22\n    SendEnv LANG LC_*\n    HashKnownHosts yes\n    GSSAPIAuthentication yes\n"
        )
        let stack = [
            "auth":
                "auth\t[success=1 default=ignore]\tpam_unix.so nullok\nauth\trequisite\t\t\tpam_deny.so\nauth\trequired\t\t\tpam_permit.so\n",
            "account":
                "account\t[success=1 new_authtok_reqd=done default=ignore]\tpam_unix.so\naccount\trequisite\t\t\tpam_deny.so\naccount\trequired\t\t\tpam_permit.so\n",
            "password":
                "password\t[success=1 default=ignore]\tpam_unix.so obscure yescrypt\npassword\trequisite\t\t\tpam_deny.so\npassword\trequired\t\t\tpam_permit.so\n",
            "session":
                "session\t[default=1]\t\t\tpam_permit.so\nsession\trequisite\t\t\tpam_deny.so\nsession\trequired\t\t\tpam_permit.so\nsession\trequired\tpam_unix.so\nsession\toptional\tpam_systemd.so\n",
        ]
        for (name, text) in stack { file("/etc/pam.d/common-\(name)", text) }
        file(
            "/etc/pam.d/sshd",
            "@include common-auth\naccount    required     pam_nologin.so\n@include common-account\nsession    required     pam_loginuid.so\nsession    optional     pam_keyinit.so force revoke\n@include common-session\nsession    optional     pam_motd.so  motd=/run/motd.dynamic\nsession    optional     pam_motd.so noupdate\nsession    optional     pam_mail.so standard noenv\nsession    required     pam_limits.so\nsession    required     pam_env.so\n@include common-password\n"
        )
        file(
            "/etc/sudoers", mode: 0o440,
            "Defaults\tenv_reset\nDefaults\tmail_badpass\nDefaults\tsecure_path=\"/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\"\n\nroot\tALL=(ALL:ALL) ALL\n%sudo\tALL=(ALL:ALL) ALL\n\n@includedir /etc/sudoers.d\n"
        )
        file(
            "/etc/profile",
            "if [ \"$(id -u)\" -eq 0 ]; then\n  PATH=\"/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\"\nelse\n  PATH=\"/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games\"\nfi\nexport PATH\n[ -n \"$BASH\" ] && [ -f /etc/bash.bashrc ] && . /etc/bash.bashrc\nfor f in /etc/profile.d/*.sh; do [ -r $f ] && . $f; done\n"
        )
        file(
            "/etc/bash.bashrc",
            "[ -z \"$PS1\" ] && return\nshopt -s checkwinsize\nPS1='${debian_chroot:+($debian_chroot)}\\u@\\h:\\w\\$ '\n"
        )
        file("/etc/skel/.bash_logout", "[ \"$SHLVL\" = 1 ] && clear_console -q\n")
        file("/etc/skel/.bashrc", Self.userSettings)
        file(
            "/etc/skel/.profile",
            "[ -n \"$BASH_VERSION\" ] && . \"$HOME/.bashrc\"\n[ -d \"$HOME/bin\" ] && PATH=\"$HOME/bin:$PATH\"\n")
    }

    static let userSettings =
        "case $- in *i*) ;; *) return;; esac\nHISTCONTROL=ignoreboth\nshopt -s histappend\nHISTSIZE=1000\nHISTFILESIZE=2000\nPS1='${debian_chroot:+($debian_chroot)}\\u@\\h:\\w\\$ '\nalias ls='ls --color=auto'\n"

    /// /etc/crontab and /etc/cron.*.
    mutating func addSchedules() {
        file(
            "/etc/crontab",
            "SHELL=/bin/sh\nPATH=/usr/local/sbin:/usr/local/bin:/sbin:/bin:/usr/sbin:/usr/bin\n\n# m h dom mon dow user\tcommand\n17 *\t* * *\troot\tcd / && run-parts --report /etc/cron.hourly\n25 6\t* * *\troot\ttest -x /usr/sbin/anacron || ( cd / && run-parts --report /etc/cron.daily )\n47 6\t* * 7\troot\ttest -x /usr/sbin/anacron || ( cd / && run-parts --report /etc/cron.weekly )\n52 6\t1 * *\troot\ttest -x /usr/sbin/anacron || ( cd / && run-parts --report /etc/cron.monthly )\n"
        )
        let name = persona.organisation.name.lowercased()
        file(
            "/etc/cron.d/\(name)-backup", at: calendar.deployed,
            "MAILTO=root\n\(generator.number(in: 1...58)) \(generator.number(in: 1...4)) * * * root /usr/local/sbin/\(name)-backup >/dev/null\n"
        )
        file(
            "/etc/cron.d/php",
            "09,39 *\t* * *\troot\t[ -x /usr/lib/php/sessionclean ] && if [ ! -d /run/systemd/system ]; then /usr/lib/php/sessionclean; fi\n"
        )
        let secrets = services.secrets
        file(
            "/usr/local/sbin/\(name)-backup", mode: 0o750, at: calendar.deployed,
            "#!/bin/sh\nset -e\nDAY=$(date +%Y%m%d)\nmysqldump -u \(secrets.databaseUser) -p'\(secrets.databasePassword)' \(secrets.databaseName) | gzip > /var/backups/\(secrets.databaseName)-$DAY.sql.gz\ntar czf /var/backups/www-$DAY.tar.gz -C /var/www html\nfind /var/backups -name '*.gz' -mtime +14 -delete\n"
        )
    }
}
