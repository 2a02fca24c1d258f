extension ServerTreeBuilder {
    /// /var/www: the site the persona's web server shows.
    mutating func addSite() {
        let site = services.site
        let folder = "/var/www/html"
        let time = max(calendar.deployed, calendar.upgraded - 90 * 86_400)
        directory("/var/www", at: calendar.deployed)
        directory(folder, "www-data", at: time)
        let put = { (builder: inout Self, name: String, bytes: [UInt8], mode: UInt16) in
            builder.file(
                "\(folder)/\(name)", mode: mode, of: "www-data", at: time, String(decoding: bytes, as: UTF8.self))
        }
        put(&self, ".env", LeakedFiles.environment(site), 0o640)
        put(&self, ".git/config", LeakedFiles.gitConfiguration(site), 0o644)
        put(&self, ".git/HEAD", Array("ref: refs/heads/master\n".utf8), 0o644)
        put(&self, ".git/logs/HEAD", LeakedFiles.gitLog(site), 0o644)
        put(&self, "robots.txt", Array("User-agent: *\nDisallow: /admin/\n".utf8), 0o644)
        let secrets = services.secrets
        switch services.web {
        case .apache:
            put(&self, "index.html", site.company.home, 0o644)
            put(&self, "about.html", site.company.about, 0o644)
            put(&self, "contact.html", site.company.contact, 0o644)
            put(&self, "css/style.css", site.company.style, 0o644)
            put(
                &self, "admin/config.php",
                Array(
                    "<?php\n$db = new PDO('mysql:host=127.0.0.1;dbname=\(secrets.databaseName)', '\(secrets.databaseUser)', '\(secrets.databasePassword)');\n"
                        .utf8), 0o640)
            for name in ["images", "js", "uploads", "vendor"] { directory("\(folder)/\(name)", "www-data", at: time) }
        case .nginx:
            put(
                &self, "index.php",
                Array("<?php\ndefine('WP_USE_THEMES', true);\nrequire __DIR__ . '/wp-blog-header.php';\n".utf8), 0o644)
            put(
                &self, "wp-config.php",
                Array(
                    "<?php\ndefine('DB_NAME', '\(secrets.databaseName)');\ndefine('DB_USER', '\(secrets.databaseUser)');\ndefine('DB_PASSWORD', '\(secrets.databasePassword)');\ndefine('DB_HOST', 'localhost');\ndefine('DB_CHARSET', 'utf8mb4');\n$table_prefix = 'wp_';\ndefine('AUTH_KEY', '\(secrets.tokenSecret)');\nrequire_once __DIR__ . '/wp-settings.php';\n"
                        .utf8), 0o640)
            for (name, size) in [
                ("wp-login.php", 48_676), ("wp-settings.php", 22_996), ("wp-load.php", 3_930), ("wp-cron.php", 5_638),
                ("wp-blog-header.php", 351), ("xmlrpc.php", 3_236), ("wp-mail.php", 8_482), ("wp-signup.php", 31_299),
                ("wp-trackback.php", 4_747), ("wp-comments-post.php", 2_323), ("wp-activate.php", 7_211),
                ("license.txt", 19_915), ("readme.html", 7_402),
            ] {
                made(
                    "\(folder)/\(name)", mode: 0o644, of: "www-data", group: "www-data",
                    FillerFile(form: .script("<?php"), size: size, seed: UInt64(size), name: ByteString(name)))
            }
            for name in [
                "wp-admin/css", "wp-admin/js", "wp-includes/css", "wp-includes/js", "wp-content/themes",
                "wp-content/uploads/2023", "wp-content/cache",
            ] {
                directory("\(folder)/\(name)", "www-data", at: time)
            }
            for plugin in site.blog.plugins {
                directory("\(folder)/wp-content/plugins/\(plugin.slug)", "www-data", at: time)
            }
        }
    }

    /// The web server, the databases: programs, settings, data.
    mutating func addServices() {
        let domain = persona.organisation.domain
        switch services.web {
        case .apache:
            program("/usr/sbin/apache2", size: 728_672)
            program("/usr/sbin/apachectl", size: 7_448)
            link("/usr/sbin/apache2ctl", to: "apachectl")
            file(
                "/etc/apache2/apache2.conf",
                "ServerRoot \"/etc/apache2\"\nTimeout 300\nKeepAlive On\nIncludeOptional mods-enabled/*.conf\nIncludeOptional sites-enabled/*.conf\n"
            )
            file("/etc/apache2/ports.conf", "Listen 80\n<IfModule ssl_module>\n\tListen 443\n</IfModule>\n")
            file(
                "/etc/apache2/envvars",
                "export APACHE_RUN_USER=www-data\nexport APACHE_RUN_GROUP=www-data\nexport APACHE_LOG_DIR=/var/log/apache2\n"
            )
            file(
                "/etc/apache2/sites-available/\(domain).conf", at: calendar.deployed,
                "<VirtualHost *:80>\n\tServerName \(domain)\n\tServerAlias www.\(domain)\n\tDocumentRoot /var/www/html\n\tErrorLog ${APACHE_LOG_DIR}/error.log\n\tCustomLog ${APACHE_LOG_DIR}/access.log combined\n</VirtualHost>\n"
            )
            link(
                "/etc/apache2/sites-enabled/\(domain).conf", to: "../sites-available/\(domain).conf",
                at: calendar.deployed)
            for name in ["conf-available", "conf-enabled", "mods-available", "mods-enabled"] {
                directory("/etc/apache2/\(name)")
            }
            directory("/usr/lib/apache2/modules")
        case .nginx:
            program("/usr/sbin/nginx", size: 1_207_768)
            file(
                "/etc/nginx/nginx.conf",
                "user www-data;\nworker_processes auto;\npid /run/nginx.pid;\ninclude /etc/nginx/modules-enabled/*.conf;\nevents { worker_connections 768; }\nhttp {\n\tsendfile on;\n\tinclude /etc/nginx/mime.types;\n\taccess_log /var/log/nginx/access.log;\n\terror_log /var/log/nginx/error.log;\n\tinclude /etc/nginx/sites-enabled/*;\n}\n"
            )
            file(
                "/etc/nginx/sites-available/\(domain)", at: calendar.deployed,
                "server {\n\tlisten 80 default_server;\n\tserver_name \(domain) www.\(domain);\n\troot /var/www/html;\n\tindex index.php;\n\tlocation / { try_files $uri $uri/ /index.php?$args; }\n\tlocation ~ \\.php$ { include snippets/fastcgi-php.conf; fastcgi_pass unix:/run/php/php7.4-fpm.sock; }\n}\n"
            )
            link(
                "/etc/nginx/sites-enabled/\(domain)", to: "/etc/nginx/sites-available/\(domain)", at: calendar.deployed)
            for name in ["conf.d", "modules-available", "modules-enabled", "snippets"] {
                directory("/etc/nginx/\(name)")
            }
        }
        if processes.contains(where: { $0.name == "qemu-ga" }) { program("/usr/sbin/qemu-ga", size: 429_960) }
        program("/usr/sbin/mariadbd", size: 20_722_960)
        link("/usr/sbin/mysqld", to: "mariadbd")
        for name in ["mysqld_safe", "mysql_secure_installation", "mysql_install_db"] {
            program("/usr/bin/\(name)", size: 30_012)
        }
        file(
            "/etc/mysql/mariadb.conf.d/50-server.cnf",
            "[mysqld]\nuser = mysql\npid-file = /run/mysqld/mysqld.pid\ndatadir = /var/lib/mysql\nbind-address = 127.0.0.1\nexpire_logs_days = 10\n"
        )
        directory("/var/lib/mysql", "mysql", at: calendar.deployed)
        for (name, size) in [
            ("ibdata1", 79_691_776), ("ib_logfile0", 100_663_296), ("aria_log.00000001", 24_576),
            ("ib_buffer_pool", 8_212),
        ] {
            made(
                "/var/lib/mysql/\(name)", mode: 0o660, of: "mysql", group: "mysql",
                FillerFile(form: .binary, size: size, seed: UInt64(size), name: ByteString(name)))
        }
        for name in ["mysql", "performance_schema", services.secrets.databaseName] {
            directory("/var/lib/mysql/\(name)", mode: 0o700, "mysql", at: calendar.deployed)
        }
        let build = services.redis.build
        let owner = build.isPackaged ? "redis" : "root"
        program(build.executable, size: build.isPackaged ? 1_001_008 : 9_552_608, at: calendar.deployed)
        let folder = build.executable.split(separator: "/").dropLast().joined(separator: "/")
        for name in ["redis-cli", "redis-benchmark"] {
            program("/\(folder)/\(name)", size: 678_224, at: calendar.deployed)
        }
        let settings = build.settings.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)\n" }.joined()
        file(build.configurationFile, mode: 0o640, of: owner, at: calendar.deployed, settings)
        if let data = build.settings["dir"] {
            directory(data, mode: 0o750, owner, at: calendar.deployed)
            made(
                "\(data)/dump.rdb", mode: 0o660, of: owner, group: owner,
                FillerFile(form: .binary, size: 48_113, seed: 7, name: "dump.rdb"))
        }
    }
}
