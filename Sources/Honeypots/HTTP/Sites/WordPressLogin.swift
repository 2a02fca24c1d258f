import ThreatModel

/// The way into WordPress: the form, the cookies, what lies behind.
enum WordPressLogin {
    static func answer(_ visit: RouteVisit, _ scene: WebScene) -> HTTPResponse {
        let (blog, request, origin) = (scene.blog, visit.request, visit.origin(scene))
        let test = ("Set-Cookie", "wordpress_test_cookie=WP%20Cookie%20check; path=/")
        guard request.isMethod("POST"), let credentials = request.credentials, credentials.method == .form else {
            return .script(form(blog, origin, name: "", error: ""), WordPressSite.noCacheFields + [test])
        }
        let name = String(decoding: credentials.username, as: UTF8.self)
        guard visit.isLetIn else {
            let error =
                "<div id=\"login_error\"><strong>Error:</strong> The password you entered for the username <strong>"
                + "\(HTMLText.escaped(name))</strong> is incorrect. <a href=\"\(origin)/wp-login.php?action=lostpassword\">"
                + "Lost your password?</a><br />\n</div>\n"
            return .script(form(blog, origin, name: name, error: error), WordPressSite.noCacheFields + [test])
        }
        let token = sessionToken(name, visit, scene)
        let cookies = [
            ("wordpress_\(blog.cookieHash)", "/wp-content/plugins"), ("wordpress_\(blog.cookieHash)", "/wp-admin"),
            ("wordpress_logged_in_\(blog.cookieHash)", "/"),
        ].map { ("Set-Cookie", "\($0.0)=\(token); path=\($0.1); HttpOnly") }
        let place = request.form["redirect_to"].map { String(decoding: $0, as: UTF8.self) } ?? ""
        // Only places of the site itself: nobody is sent anywhere else.
        let isLocal = place.hasPrefix(origin + "/") && place.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }
        return HTTPResponse.redirect(
            to: isLocal ? place : "\(origin)/wp-admin/", WordPressSite.noCacheFields + [test] + cookies
        ).acceptingLogin()
    }

    /// What lies under /wp-admin/: for those with a cookie of the login, whichever.
    static func administration(_ visit: RouteVisit, _ scene: WebScene) -> HTTPResponse? {
        let origin = visit.origin(scene)
        guard visit.request.hasCookie("wordpress_logged_in_") || visit.request.hasCookie("wordpress_") else {
            let back = HTMLText.formEscaped(origin + visit.request.path)
            return .redirect(
                to: "\(origin)/wp-login.php?redirect_to=\(back)&reauth=1", WordPressSite.noCacheFields)
        }
        let pages = [
            "index.php": "Dashboard", "": "Dashboard", "plugins.php": "Plugins", "themes.php": "Themes",
            "users.php": "Users", "edit.php": "Posts", "upload.php": "Media Library", "profile.php": "Profile",
            "plugin-install.php": "Add Plugins", "theme-editor.php": "Edit Themes",
            "plugin-editor.php": "Edit Plugins", "update.php": "Update", "options-general.php": "General Settings",
        ]
        guard let page = pages[String(visit.request.path.dropFirst("/wp-admin/".count))] else { return nil }
        let menu = ["index", "edit", "upload", "themes", "plugins", "users", "options-general"]
            .map { "<li><a href='\($0).php'>\(pages["\($0).php"] ?? "")</a></li>" }
        return .script(
            """
            <!DOCTYPE html>
            <html class="wp-toolbar" lang="en-US">
            <head>
            <meta charset="UTF-8" />
            <title>\(page) &lsaquo; \(scene.blog.title) &#8212; WordPress</title>
            </head>
            <body class="wp-admin wp-core-ui no-js">
            <ul id="adminmenu">\(menu.joined())</ul>
            <div id="wpbody-content"><div class="wrap"><h1>\(page)</h1></div></div>
            <p id="footer-upgrade">Version \(scene.blog.version)</p>
            </body>
            </html>

            """, WordPressSite.noCacheFields)
    }

    static func installed(_ blog: WordPressSite) -> String {
        """
        <!DOCTYPE html>
        <html lang="en-US">
        <head><title>WordPress &rsaquo; Installation</title></head>
        <body class="wp-core-ui"><h1>Already Installed</h1>
        <p class="step"><a href="/wp-login.php" class="button button-large">Log In</a></p></body>
        </html>

        """
    }

    /// "name|expiry|token|hash", escaped: what the cookies hold.
    private static func sessionToken(_ name: String, _ visit: RouteVisit, _ scene: WebScene) -> String {
        let text = "\(name)\(visit.now.seconds)\(scene.blog.cookieHash)"
        let hash = Digest.hexadecimal(Digest.sha256(text.utf8))
        return "\(HTMLText.formEscaped(name))%7C\(visit.now.seconds + 172_800)%7C\(hash.prefix(43))%7C\(hash)"
    }

    private static func form(_ blog: WordPressSite, _ origin: String, name: String, error: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="en-US">
        <head>
        <meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
        <title>Log In &lsaquo; \(blog.title) &#8212; WordPress</title>
        <meta name='robots' content='max-image-preview:large, noindex, noarchive' />
        </head>
        <body class="login no-js login-action-login wp-core-ui  locale-en-us">
        <div id="login">
        <h1><a href="https://wordpress.org/">Powered by WordPress</a></h1>
        \(error)<form name="loginform" id="loginform" action="\(origin)/wp-login.php" method="post">
        <p><label for="user_login">Username or Email Address</label>
        <input type="text" name="log" id="user_login" class="input" value="\(HTMLText.escaped(name))" size="20" /></p>
        <p><label for="user_pass">Password</label>
        <input type="password" name="pwd" id="user_pass" class="input password-input" value="" size="20" /></p>
        <p class="forgetmenot"><input name="rememberme" type="checkbox" id="rememberme" value="forever" /></p>
        <p class="submit"><input type="submit" name="wp-submit" id="wp-submit" class="button" value="Log In" />
        <input type="hidden" name="redirect_to" value="\(origin)/wp-admin/" />
        <input type="hidden" name="testcookie" value="1" /></p>
        </form>
        </div>
        </body>
        </html>

        """
    }
}
