/// A client made of libssh (Debian's libssh-dev), which scanners in C are made of. Its arguments after the port choose key
/// exchange, cipher, code and host key.
enum LibSSHProgram {
    static let text = """
        #include <libssh/libssh.h>
        #include <libssh/sftp.h>
        #include <fcntl.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        // Named so that the test does not take it for its own word for the number.
        #define JOIN(a, b) a##b
        static char sent[100000], back[100000];
        static int fail(ssh_session s, const char *what) { printf("%s: %s\\n", what, ssh_get_error(s)); return 1; }
        int main(int count, char **words) {
            int port = PORT, no = 0, size, got = 0, etc = 0;
            char piece[4096];
            ssh_session s = ssh_new();
            ssh_options_set(s, SSH_OPTIONS_HOST, "127.0.0.1");
            ssh_options_set(s, JOIN(SSH_OPTIONS_PO, RT), &port);
            ssh_options_set(s, SSH_OPTIONS_USER, "root");
            ssh_options_set(s, SSH_OPTIONS_PROCESS_CONFIG, &no);
            ssh_options_set(s, SSH_OPTIONS_KNOWNHOSTS, "known");
            if (count > 4) {
                ssh_options_set(s, SSH_OPTIONS_KEY_EXCHANGE, words[1]);
                ssh_options_set(s, SSH_OPTIONS_CIPHERS_C_S, words[2]);
                ssh_options_set(s, SSH_OPTIONS_CIPHERS_S_C, words[2]);
                ssh_options_set(s, SSH_OPTIONS_HMAC_C_S, words[3]);
                ssh_options_set(s, SSH_OPTIONS_HMAC_S_C, words[3]);
                ssh_options_set(s, SSH_OPTIONS_HOSTKEYS, words[4]);
            }
            if (ssh_connect(s)) return fail(s, "connect");
            if (ssh_userauth_none(s, NULL) == SSH_AUTH_SUCCESS) return fail(s, "let in by nothing");
            printf("methods %d\\n", ssh_userauth_list(s, NULL));
            if (ssh_userauth_password(s, NULL, "secret")) return fail(s, "login");
            ssh_channel channel = ssh_channel_new(s);
            ssh_channel_open_session(channel);
            ssh_channel_request_exec(channel, "echo out; exit 7");
            while ((size = ssh_channel_read(channel, piece, sizeof piece, 0)) > 0) fwrite(piece, 1, size, stdout);
            printf("status %d\\n", ssh_channel_get_exit_status(channel));
            ssh_channel_close(channel);
            ssh_channel_free(channel);
            sftp_session files = sftp_new(s);
            if (sftp_init(files)) return fail(s, "sftp");
            for (int i = 0; i < 100000; i++) sent[i] = i * 7919 >> 3;
            sftp_file file = sftp_open(files, "/tmp/sent", O_WRONLY | O_CREAT | O_TRUNC, 0600);
            for (int i = 0; i < 100000; i += 20000) sftp_write(file, sent + i, 20000);
            sftp_close(file);
            file = sftp_open(files, "/tmp/sent", O_RDONLY, 0);
            while ((size = sftp_read(file, back + got, 100000 - got)) > 0) got += size;
            sftp_close(file);
            printf("same %d\\n", got == 100000 && !memcmp(sent, back, 100000));
            sftp_dir folder = sftp_opendir(files, "/");
            for (sftp_attributes entry; (entry = sftp_readdir(files, folder)); sftp_attributes_free(entry))
                etc += !strcmp(entry->name, "etc");
            sftp_closedir(folder);
            sftp_statvfs_t disk = sftp_statvfs(files, "/");
            printf("etc %d, blocks of %lu\\n", etc, disk ? (unsigned long)disk->f_bsize : 0);
            sftp_free(files);
            ssh_disconnect(s);
            ssh_free(s);
            return 0;
        }
        """

    /// Of each visit: publickey, password and keyboard-interactive are 4, 2 and 16.
    static let output = "methods 22\nout\nstatus 7\nsame 1\netc 1, blocks of 4096\n"

    static let choices = [
        "", "diffie-hellman-group14-sha256 aes256-ctr hmac-sha1 ssh-rsa",
        "ecdh-sha2-nistp384 chacha20-poly1305@openssh.com hmac-sha2-256 ecdsa-sha2-nistp256",
        "diffie-hellman-group16-sha512 aes128-gcm@openssh.com hmac-sha2-512 ssh-ed25519",
        "diffie-hellman-group-exchange-sha256 aes192-ctr hmac-sha2-512-etm@openssh.com rsa-sha2-512",
    ]
}
