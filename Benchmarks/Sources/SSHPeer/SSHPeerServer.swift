import CLibSSH
import Foundation

/// A server that does the least that SSH asks for: libssh's, a thread a connection, an Ed25519 key. It lets everybody in and
/// answers every command with the same line.
public enum SSHPeerServer {
    private static let answer = "Linux server 5.10.0-21-amd64 #1 SMP Debian 5.10.162-1 (2023-01-21) x86_64 GNU/Linux\n"
    private static let listenerError = "listen"

    /// Serves on a port of 127.0.0.1 until the process ends.
    public static func serve(port: UInt16) throws -> Never {
        var key: OpaquePointer?
        guard let listener = ssh_bind_new(), ssh_pki_generate(SSH_KEYTYPE_ED25519, 0, &key) == SSH_OK, let key else {
            throw SSHPeerError(listenerError, nil)
        }
        var number = UInt32(port)
        var unread: Int32 = 0
        ssh_bind_options_set(listener, SSH_BIND_OPTIONS_BINDADDR, "127.0.0.1")
        ssh_bind_options_set(listener, SSH_BIND_OPTIONS_BINDPORT, &number)
        ssh_bind_options_set(listener, SSH_BIND_OPTIONS_PROCESS_CONFIG, &unread)
        ssh_bind_options_set(listener, SSH_BIND_OPTIONS_IMPORT_KEY, UnsafeRawPointer(key))
        guard ssh_bind_listen(listener) == SSH_OK else { throw SSHPeerError(listenerError, listener) }
        while true {
            guard let session = ssh_new() else { throw SSHPeerError(listenerError, nil) }
            guard ssh_bind_accept(listener, session) == SSH_OK else {
                ssh_free(session)
                continue
            }
            let address = UInt(bitPattern: session)
            Thread.detachNewThread {
                guard let session = OpaquePointer(bitPattern: address) else { return }
                attend(session)
                ssh_disconnect(session)
                ssh_free(session)
            }
        }
    }

    private static func attend(_ session: OpaquePointer) {
        guard ssh_handle_key_exchange(session) == SSH_OK else { return }
        var channel: OpaquePointer?
        while let message = ssh_message_get(session) {
            defer { ssh_message_free(message) }
            let subtype = UInt32(bitPattern: ssh_message_subtype(message))
            switch UInt32(bitPattern: ssh_message_type(message)) {
            case SSH_REQUEST_AUTH.rawValue where subtype == UInt32(SSH_AUTH_METHOD_PASSWORD):
                ssh_message_auth_reply_success(message, 0)
            case SSH_REQUEST_AUTH.rawValue:
                ssh_message_auth_set_methods(message, Int32(SSH_AUTH_METHOD_PASSWORD))
                ssh_message_reply_default(message)
            case SSH_REQUEST_CHANNEL_OPEN.rawValue where subtype == SSH_CHANNEL_SESSION.rawValue:
                channel = ssh_message_channel_request_open_reply_accept(message)
            case SSH_REQUEST_CHANNEL.rawValue where subtype == SSH_CHANNEL_REQUEST_EXEC.rawValue:
                ssh_message_channel_request_reply_success(message)
                guard let channel else { return }
                ssh_channel_write(channel, answer, UInt32(answer.utf8.count))
                ssh_channel_request_send_exit_status(channel, 0)
                ssh_channel_send_eof(channel)
                ssh_channel_close(channel)
            default: ssh_message_reply_default(message)
            }
        }
    }
}
