extension RouteCatalogue {
    /// Files that should never have been published. The credentials in them open nothing; whoever uses them elsewhere read
    /// them here.
    static let leaks: [Route] = [
        Route(
            "/.env", "/.env.bak", "/.env.old", "/.env.save", "/.env.local", "/.env.prod", "/.env.production",
            on: WebSite.servers
        ) { _, scene in .file(LeakedFiles.environment(scene), type: nil, modified: scene.modified) },
        Route("/.git/config", on: WebSite.servers) { _, scene in
            .file(LeakedFiles.gitConfiguration(scene), type: nil, modified: scene.modified)
        },
        Route("/.git/HEAD", on: WebSite.servers) { _, scene in
            .file(Array("ref: refs/heads/master\n".utf8), type: nil, modified: scene.modified)
        },
        Route("/.git/refs/heads/master", on: WebSite.servers) { _, scene in
            .file(Array((scene.company.commit + "\n").utf8), type: nil, modified: scene.modified)
        },
        Route("/.git/logs/HEAD", on: WebSite.servers) { _, scene in
            .file(LeakedFiles.gitLog(scene), type: nil, modified: scene.modified)
        },
        Route("/.git/description", on: WebSite.servers) { _, scene in
            .file(
                Array("Unnamed repository; edit this file 'description' to name the repository.\n".utf8), type: nil,
                modified: scene.modified)
        },
        Route("/.git/info/exclude", on: WebSite.servers) { _, scene in
            .file(LeakedFiles.gitExclusions, type: nil, modified: scene.modified)
        },
        Route("/.git/COMMIT_EDITMSG", on: WebSite.servers) { _, scene in
            .file(Array((scene.company.commitMessage + "\n").utf8), type: nil, modified: scene.modified)
        },
        Route("/.gitignore", on: WebSite.servers) { _, scene in
            .file(Array("/vendor/\n.env\n*.log\n".utf8), type: nil, modified: scene.modified)
        },
        Route("/.svn/entries", on: [.company]) { _, scene in
            .file(Array("12\n".utf8), type: nil, modified: scene.modified)
        },
        Route("/.vscode/sftp.json", "/sftp-config.json", "/.ftpconfig", on: [.company]) { _, scene in
            .file(LeakedFiles.transferSettings(scene), type: "application/json", modified: scene.modified)
        },
        Route("/docker-compose.yml", "/docker-compose.yaml", on: WebSite.servers) { _, scene in
            .file(LeakedFiles.containers(scene), type: nil, modified: scene.modified)
        },
        Route(
            "/backup.sql", "/dump.sql", "/db.sql", "/database.sql", "/backup/db.sql", "/db_backup.sql",
            on: WebSite.servers
        ) { _, scene in
            .file(LeakedFiles.databaseDump(scene), type: "application/sql", modified: scene.modified)
        },
        Route("/storage/logs/laravel.log", on: [.company]) { _, scene in
            .file(LeakedFiles.errorLog(scene), type: nil, modified: scene.modified)
        },
        Route(
            "/info.php", "/phpinfo.php", "/phpinfo", "/test.php", "/i.php", "/_profiler/phpinfo", "/php.php",
            on: WebSite.servers
        ) { visit, scene in .script(InformationPage.text(visit, scene)) },
        Route("/.aws/credentials", on: WebSite.servers) { _, scene in
            .file(LeakedFiles.cloudCredentials(scene), type: nil, modified: scene.modified)
        },
        Route(
            "/wp-config.php.bak", "/wp-config.php~", "/wp-config.php.old", "/wp-config.php.save", "/wp-config.bak",
            on: [.wordPress]
        ) { _, scene in .file(LeakedFiles.blogConfiguration(scene), type: nil, modified: scene.modified) },
        Route("/config.json", on: [.company]) { _, scene in
            .file(LeakedFiles.settings(scene), type: "application/json", modified: scene.modified)
        },
    ]
}
