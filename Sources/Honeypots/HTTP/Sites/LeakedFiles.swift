/// The contents of files that were left lying about.
enum LeakedFiles {
    static func environment(_ scene: WebScene) -> [UInt8] {
        let (secrets, owner) = (scene.secrets, scene.organisation)
        return Array(
            """
            APP_NAME=\(owner.name)
            APP_ENV=production
            APP_KEY=base64:\(secrets.applicationKey)
            APP_DEBUG=false
            APP_URL=https://www.\(owner.domain)

            LOG_CHANNEL=stack
            LOG_LEVEL=error

            DB_CONNECTION=mysql
            DB_HOST=127.0.0.1
            DB_PORT=3306
            DB_DATABASE=\(secrets.databaseName)
            DB_USERNAME=\(secrets.databaseUser)
            DB_PASSWORD="\(secrets.databasePassword)"

            CACHE_DRIVER=redis
            QUEUE_CONNECTION=redis
            SESSION_DRIVER=redis
            SESSION_LIFETIME=120

            REDIS_HOST=127.0.0.1
            REDIS_PASSWORD=null
            REDIS_PORT=6379

            MAIL_MAILER=smtp
            MAIL_HOST=smtp.\(owner.domain)
            MAIL_PORT=587
            MAIL_USERNAME=\(secrets.mailUser)
            MAIL_PASSWORD="\(secrets.mailPassword)"
            MAIL_ENCRYPTION=tls
            MAIL_FROM_ADDRESS=\(secrets.mailUser)

            AWS_ACCESS_KEY_ID=\(secrets.accessKey)
            AWS_SECRET_ACCESS_KEY=\(secrets.secretKey)
            AWS_DEFAULT_REGION=eu-central-1
            AWS_BUCKET=\(secrets.bucket)

            JWT_SECRET=\(secrets.tokenSecret)

            """.utf8)
    }

    static func gitConfiguration(_ scene: WebScene) -> [UInt8] {
        let name = scene.organisation.name.lowercased()
        return Array(
            """
            [core]
            \trepositoryformatversion = 0
            \tfilemode = true
            \tbare = false
            \tlogallrefupdates = true
            [remote "origin"]
            \turl = git@git.\(scene.organisation.domain):web/\(name)-site.git
            \tfetch = +refs/heads/*:refs/remotes/origin/*
            [branch "master"]
            \tremote = origin
            \tmerge = refs/heads/master

            """.utf8)
    }

    static func gitLog(_ scene: WebScene) -> [UInt8] {
        let user = scene.host.users.first
        let author = "\(user?.fullName ?? "root") <\(user?.name ?? "root")@\(scene.organisation.domain)>"
        let nobody = String(repeating: "0", count: 40)
        return Array(
            "\(nobody) \(scene.company.commit) \(author) \(scene.modified) +0000\tclone: from git@git.".utf8)
            + Array("\(scene.organisation.domain):web/\(scene.organisation.name.lowercased())-site.git\n".utf8)
    }

    static func cloudCredentials(_ scene: WebScene) -> [UInt8] {
        Array(
            """
            [default]
            aws_access_key_id = \(scene.secrets.accessKey)
            aws_secret_access_key = \(scene.secrets.secretKey)

            """.utf8)
    }

    static func blogConfiguration(_ scene: WebScene) -> [UInt8] {
        let secrets = scene.secrets
        return Array(
            """
            <?php
            define( 'DB_NAME', '\(secrets.databaseName)' );
            define( 'DB_USER', '\(secrets.databaseUser)' );
            define( 'DB_PASSWORD', '\(secrets.databasePassword)' );
            define( 'DB_HOST', 'localhost' );
            define( 'DB_CHARSET', 'utf8mb4' );
            define( 'DB_COLLATE', '' );
            define( 'AUTH_KEY', '\(secrets.tokenSecret)' );
            $table_prefix = 'wp_';
            define( 'WP_DEBUG', false );
            if ( ! defined( 'ABSPATH' ) ) {
            \tdefine( 'ABSPATH', __DIR__ . '/' );
            }
            require_once ABSPATH . 'wp-settings.php';

            """.utf8)
    }

    static func settings(_ scene: WebScene) -> [UInt8] {
        let secrets = scene.secrets
        return Array(
            """
            {
              "database": {"host": "127.0.0.1", "name": "\(secrets.databaseName)", "user": "\(secrets.databaseUser)", \
            "password": "\(secrets.databasePassword)"},
              "mail": {"user": "\(secrets.mailUser)", "password": "\(secrets.mailPassword)"}
            }

            """.utf8)
    }

    static let gitExclusions = Array("# git ls-files --others --exclude-from=.git/info/exclude\n.idea/\n*.bak\n".utf8)

    static func transferSettings(_ scene: WebScene) -> [UInt8] {
        Array(
            """
            {
                "name": "\(scene.organisation.name)",
                "host": "\(scene.organisation.domain)",
                "protocol": "sftp",
                "port": 22,
                "username": "\(scene.host.users.first?.name ?? "web")",
                "password": "\(scene.secrets.mailPassword)",
                "remotePath": "/var/www/html",
                "uploadOnSave": true
            }

            """.utf8)
    }

    static func containers(_ scene: WebScene) -> [UInt8] {
        let secrets = scene.secrets
        return Array(
            """
            version: "3"
            services:
              db:
                image: mariadb:10.5
                restart: always
                environment:
                  MYSQL_DATABASE: \(secrets.databaseName)
                  MYSQL_USER: \(secrets.databaseUser)
                  MYSQL_PASSWORD: "\(secrets.databasePassword)"
              cache:
                image: redis:6

            """.utf8)
    }

    static func databaseDump(_ scene: WebScene) -> [UInt8] {
        let time = CivilTime(seconds: scene.modified)
        let rows = scene.host.users.map { user in
            let hash = Digest.hexadecimal(Digest.sha256((user.name + scene.secrets.tokenSecret).utf8)).prefix(32)
            return "(\(user.uid - 999),'\(user.name)','\(user.name)@\(scene.organisation.domain)','\(hash)')"
        }
        return Array(
            """
            -- MariaDB dump 10.19  Distrib 10.5.19-MariaDB, for debian-linux-gnu (x86_64)
            --
            -- Host: localhost    Database: \(scene.secrets.databaseName)
            -- ------------------------------------------------------
            -- Server version\t10.5.19-MariaDB-0+deb11u2

            DROP TABLE IF EXISTS `users`;
            CREATE TABLE `users` (
              `id` int(11) NOT NULL AUTO_INCREMENT,
              `login` varchar(64) NOT NULL,
              `email` varchar(128) NOT NULL,
              `password` char(32) NOT NULL,
              PRIMARY KEY (`id`)
            ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
            INSERT INTO `users` VALUES \(rows.joined(separator: ","));
            -- Dump completed on \(time.iso)

            """.utf8)
    }

    static func errorLog(_ scene: WebScene) -> [UInt8] {
        let time = CivilTime(seconds: scene.modified).iso
        return Array(
            """
            [\(time)] production.ERROR: SQLSTATE[HY000] [1045] Access denied for user '\(scene.secrets.databaseUser)'\
            @'localhost' (using password: YES) (SQL: select * from `users` where `id` = 1 limit 1)

            """.utf8)
    }
}
