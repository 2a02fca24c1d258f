/// A visit by asyncssh (Debian's python3-asyncssh), which waits for the confirmation of what others send blindly.
enum AsyncSSHScript {
    static let text = """
        import asyncio, asyncssh, os
        offered = {
            "kex_algs": "curve25519-sha256 curve25519-sha256@libssh.org ecdh-sha2-nistp521 ecdh-sha2-nistp384 "
            "ecdh-sha2-nistp256 diffie-hellman-group-exchange-sha256 diffie-hellman-group14-sha256 "
            "diffie-hellman-group16-sha512",
            "encryption_algs": "chacha20-poly1305@openssh.com aes256-gcm@openssh.com aes128-gcm@openssh.com aes256-ctr "
            "aes192-ctr aes128-ctr",
            "mac_algs": "umac-64-etm@openssh.com umac-128-etm@openssh.com hmac-sha2-256-etm@openssh.com "
            "hmac-sha2-512-etm@openssh.com hmac-sha1-etm@openssh.com umac-64@openssh.com umac-128@openssh.com "
            "hmac-sha2-256 hmac-sha2-512 hmac-sha1",
            "server_host_key_algs": "ssh-ed25519 ecdsa-sha2-nistp256 rsa-sha2-512 rsa-sha2-256 ssh-rsa",
            "compression_algs": "zlib@openssh.com none",
        }
        options = dict(username="root", password="secret", known_hosts=None, client_keys=None, config=None,
                       agent_path=None, login_timeout=120)
        async def visit():
            async with asyncssh.connect("127.0.0.1", PORT, **options) as client:
                result = await client.run("echo out; echo err >&2; exit 7")
                print(repr(result.stdout), repr(result.stderr), result.exit_status)
                silent = 0
                for _ in range(14):
                    result = await client.run("true")
                    silent += (result.stdout, result.stderr, result.exit_status) == ("", "", 0)
                print("silent", silent)
                results = await asyncio.gather(*[client.run("echo %d" % number) for number in range(9)])
                print("at once", "".join(result.stdout.strip() for result in results))
                print(repr((await client.run("cat", input="typed")).stdout))
                content = os.urandom(200000)
                open("sent", "wb").write(content)
                async with client.start_sftp_client() as files:
                    await files.put("sent", "/tmp/sent")
                    await files.get("/tmp/sent", "back")
                    print("same", open("back", "rb").read() == content, (await files.stat("/tmp/sent")).size)
                    print("list", ".bashrc" in await files.listdir("/root"))
                    try:
                        await files.open("/nothing/there")
                    except asyncssh.SFTPError as error:
                        print(type(error).__name__, error.reason)
                await asyncssh.scp("sent", (client, "/tmp/copy"))
                await asyncssh.scp((client, "/tmp/copy"), "copy")
                print("scp", open("copy", "rb").read() == content)
                shell = await client.create_process(term_type="xterm")
                shell.stdin.write("echo $((40+2)); exit\\n")
                print("shell", "42" in await shell.stdout.read())
            for option, names in offered.items():
                worked = 0
                for name in names.split():
                    chosen = dict(options, **{option: [name]})
                    if option == "mac_algs":
                        chosen["encryption_algs"] = ["aes128-ctr"]
                    async with asyncssh.connect("127.0.0.1", PORT, **chosen) as client:
                        worked += (await client.run("echo " + name)).stdout == name + "\\n"
                print(option, worked == len(names.split()))
        asyncio.run(visit())
        """

    static let output = """
        'out\\n' 'err\\n' 7
        silent 14
        at once 012345678
        'typed'
        same True 200000
        list True
        SFTPNoSuchFile No such file
        scp True
        shell True
        kex_algs True
        encryption_algs True
        mac_algs True
        server_host_key_algs True
        compression_algs True

        """
}
