/// Files that should not lie in a web folder, and do: every credential in them opens nothing and is this persona's alone.
extension HTTPRoute {
    static let leftovers: [HTTPRoute] =
        ["/.env", "/.env.bak", "/.env.production", "/api/.env", "/app/.env", "/laravel/.env", "/backend/.env"].map {
            path in
            HTTPRoute(path) { .file(environment($0), nil, modified: $0.scene.company.installed) }
        } + [
            HTTPRoute("/.git/HEAD") { .file("ref: refs/heads/master\n", nil, modified: $0.scene.company.installed) },
            HTTPRoute("/.git/config") { .file(repository($0), nil, modified: $0.scene.company.installed) },
            HTTPRoute("/.git/") { _ in .error(.forbidden) },
            HTTPRoute("/.aws/credentials") { exchange in
                let secrets = exchange.scene.secrets
                return .file(
                    "[default]\naws_access_key_id = \(secrets.accessKey)\naws_secret_access_key = \(secrets.secretKey)\n",
                    nil,
                    modified: exchange.scene.company.installed)
            },
            HTTPRoute("/wp-config.php.bak") {
                .file(configuration($0), "application/x-trash", modified: $0.scene.company.installed)
            },
            HTTPRoute("/wp-config.php~") {
                .file(configuration($0), "application/x-trash", modified: $0.scene.company.installed)
            },
            HTTPRoute(prefix: "/.ht") { _ in .error(.forbidden) },
        ]

    private static func environment(_ exchange: HTTPExchange) -> String {
        let secrets = exchange.scene.secrets
        let site = exchange.scene.company
        return """
            APP_NAME=\(site.markup)
            APP_ENV=production
            APP_KEY=base64:\(secrets.applicationKey)
            APP_DEBUG=false
            APP_URL=http://\(site.domain)

            DB_CONNECTION=mysql
            DB_HOST=127.0.0.1
            DB_PORT=3306
            DB_DATABASE=\(secrets.databaseName)
            DB_USERNAME=\(secrets.databaseUser)
            DB_PASSWORD=\(secrets.databasePassword)

            MAIL_HOST=smtp.\(site.domain)
            MAIL_PORT=587
            MAIL_USERNAME=\(secrets.mailUser)
            MAIL_PASSWORD=\(secrets.mailPassword)

            AWS_ACCESS_KEY_ID=\(secrets.accessKey)
            AWS_SECRET_ACCESS_KEY=\(secrets.secretKey)
            AWS_BUCKET=\(secrets.bucket)
            JWT_SECRET=\(secrets.tokenSecret)

            """
    }

    private static func repository(_ exchange: HTTPExchange) -> String {
        let site = exchange.scene.company
        return """
            [core]
            \trepositoryformatversion = 0
            \tfilemode = true
            \tbare = false
            \tlogallrefupdates = true
            [remote "origin"]
            \turl = git@git.\(site.domain):web/\(site.markup).git
            \tfetch = +refs/heads/*:refs/remotes/origin/*
            [branch "master"]
            \tremote = origin
            \tmerge = refs/heads/master

            """
    }

    private static func configuration(_ exchange: HTTPExchange) -> String {
        let secrets = exchange.scene.secrets
        return """
            <?php
            define( 'DB_NAME', '\(secrets.databaseName)' );
            define( 'DB_USER', '\(secrets.databaseUser)' );
            define( 'DB_PASSWORD', '\(secrets.databasePassword)' );
            define( 'DB_HOST', 'localhost' );
            define( 'AUTH_KEY', '\(secrets.tokenSecret)' );
            $table_prefix = 'wp_';
            require_once ABSPATH . 'wp-settings.php';

            """
    }
}
