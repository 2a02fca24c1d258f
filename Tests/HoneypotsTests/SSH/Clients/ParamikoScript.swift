/// A visit by paramiko (Debian's python3-paramiko), which most scripts that guess passwords are made of.
enum ParamikoScript {
    static let text = """
        import os, paramiko
        content = os.urandom(300000)
        open("sent", "wb").write(content)
        client = paramiko.SSHClient()
        client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
        client.connect("127.0.0.1", PORT, "root", "secret", look_for_keys=False, allow_agent=False, timeout=60,
                       banner_timeout=60, auth_timeout=60)
        _, out, err = client.exec_command("echo out; echo err >&2; exit 7")
        print(out.read(), err.read(), out.channel.recv_exit_status())
        typed, out, _ = client.exec_command("cat")
        typed.write("typed")
        typed.channel.shutdown_write()
        print(out.read(), out.channel.recv_exit_status())
        silent = 0
        for _ in range(14):
            _, out, err = client.exec_command("true")
            silent += out.read() + err.read() == b"" and out.channel.recv_exit_status() == 0
        print("silent", silent)
        files = client.open_sftp()
        files.put("sent", "/tmp/sent")
        files.get("/tmp/sent", "back")
        print("same", open("back", "rb").read() == content, files.stat("/tmp/sent").st_size)
        files.mkdir("/tmp/folder")
        files.rename("/tmp/sent", "/tmp/folder/file")
        files.symlink("file", "/tmp/folder/link")
        files.chmod("/tmp/folder/file", 0o600)
        files.truncate("/tmp/folder/file", 10)
        print(sorted(files.listdir("/tmp/folder")), files.readlink("/tmp/folder/link"),
              oct(files.stat("/tmp/folder/file").st_mode), files.stat("/tmp/folder/link").st_size)
        try:
            files.open("/tmp/nothing")
        except IOError as error:
            print("errno", error.errno)
        files.remove("/tmp/folder/file")
        files.remove("/tmp/folder/link")
        files.rmdir("/tmp/folder")
        shell = client.invoke_shell()
        shell.send("echo $((40+2)); exit\\n")
        shown = b""
        while True:
            piece = shell.recv(1000)
            if not piece:
                break
            shown += piece
        print("shell", b"42" in shown, shell.recv_exit_status())
        client.close()
        for exchange, cipher, key in [
            ("diffie-hellman-group14-sha256", "aes256-ctr", "ssh-rsa"),
            ("diffie-hellman-group-exchange-sha256", "aes128-ctr", "rsa-sha2-512"),
            ("ecdh-sha2-nistp521", "aes192-ctr", "ecdsa-sha2-nistp256"),
            ("curve25519-sha256@libssh.org", "aes128-ctr", "ssh-ed25519"),
        ]:
            transport = paramiko.Transport(("127.0.0.1", PORT))
            transport.banner_timeout = 60
            options = transport.get_security_options()
            options.kex, options.ciphers, options.key_types = (exchange,), (cipher,), (key,)
            transport.connect(username="root", password="secret")
            print(exchange, transport.get_remote_server_key().get_name(), transport.is_authenticated())
            transport.close()
        """

    static let output = """
        b'out\\n' b'err\\n' 7
        b'typed' 0
        silent 14
        same True 300000
        ['file', 'link'] file 0o100600 10
        errno 2
        shell True 0
        diffie-hellman-group14-sha256 ssh-rsa True
        diffie-hellman-group-exchange-sha256 ssh-rsa True
        ecdh-sha2-nistp521 ecdsa-sha2-nistp256 True
        curve25519-sha256@libssh.org ssh-ed25519 True

        """
}
