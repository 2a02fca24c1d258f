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
