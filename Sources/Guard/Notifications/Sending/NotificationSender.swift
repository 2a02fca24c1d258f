import APIClient
import AsyncHTTPClient
import Blocklists
import Mail
import NIOCore
import NIOHTTP1
import NIOPosix
import ThreatModel

/// Makes one attempt to tell somebody something.
struct NotificationSender: Sendable {
    let connections: HTTPConnections
    let userAgent: String
    /// Where mail lies, without a name, while it is handed over.
    let folder: String
    let clock: any Clock<Duration>

    /// How long an attempt by HTTP may take, answer and all.
    static let patience = Duration.seconds(10)
    /// Of an answer that is read; what it says beyond its status does not matter.
    private static let mostAnswerBytes = 64 << 10
    /// The longest wish to be left alone that is believed.
    private static let longestWish = 86_400

    func send(
        _ message: OwnerMessage, by way: NotificationWay, _ options: NotificationOptions
    ) async -> NotificationOutcome {
        switch way {
        case .url:
            guard let target = options.target else { return .refused("there is no URL to post to any more") }
            return await post(message, to: target)
        case .mail:
            guard let address = options.mail else { return .refused("there is nobody to write to any more") }
            return await write(message, to: address, options)
        }
    }

    // MARK: - HTTP

    private func post(_ message: OwnerMessage, to target: NotificationTarget) async -> NotificationOutcome {
        await withTaskGroup(of: NotificationOutcome.self) { group in
            group.addTask { await execute(request(message, target), at: target) }
            group.addTask {
                try? await clock.sleep(for: Self.patience)
                return .failed("\(target.url.server.authority) did not answer in time")
            }
            let first = await group.next()
            group.cancelAll()
            return first ?? .failed("\(target.url.server.authority) did not answer in time")
        }
    }

    private func request(_ message: OwnerMessage, _ target: NotificationTarget) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: target.text)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.headers.add(name: "user-agent", value: userAgent)
        // What ntfy shows in bold.
        request.headers.add(name: "title", value: EncodedWord.header("\(message.host): \(message.title)"))
        request.body = .bytes(ByteBuffer(bytes: message.json))
        return request
    }

    private func execute(_ request: HTTPClientRequest, at target: NotificationTarget) async -> NotificationOutcome {
        let server = target.url.server
        do {
            let response = try await connections.client.execute(request, timeout: TimeAmount(Self.patience))
            // Read, so that the other side is not cut off while it speaks; a part of it will do.
            _ = try? await response.body.collect(upTo: Self.mostAnswerBytes)
            let status = Int(response.status.code)
            switch status {
            case 200..<300: return .delivered
            case 300..<400: return .failed("\(server.authority) answers with a redirect, which is not followed")
            // Another message may do better, the same one will not.
            case 400, 413, 422: return .refused("\(server.authority) does not take it (status \(status))")
            default:
                let wish = response.headers.first(name: "retry-after").flatMap { Int($0) }.flatMap {
                    $0 >= 0 ? Duration.seconds(min($0, Self.longestWish)) : nil
                }
                return .failed("\(server.authority) answers with status \(status)", after: wish)
            }
        } catch let error as HTTPClientError where error == .invalidURL {
            return .failed("what 'notifications.url' says cannot be asked for")
        } catch {
            return .failed("\(APIError.transport(error, server: server, limit: Self.mostAnswerBytes))")
        }
    }

    // MARK: - Mail

    private func write(
        _ message: OwnerMessage, to address: MailAddress, _ options: NotificationOptions
    ) async -> NotificationOutcome {
        let mail = MailMessage(
            from: options.sender, to: address, subject: "Sikker guard on \(message.host): \(message.title)",
            id: UUIDv7(message.id) ?? UUIDv7(at: message.at), date: message.at, text: message.mailText)
        let sendmail = Sendmail(
            program: options.program, from: options.sender, folder: folder, threads: .singleton)
        switch await sendmail.send(mail.bytes) {
        case .taken: return .delivered
        case .ended(127): return .failed("\(options.program) cannot be run: set 'notifications.sendmail' to what can")
        case .ended(let status): return .failed("\(options.program) ended with status \(status)")
        case .timedOut: return .failed("\(options.program) did not end in time")
        }
    }
}

extension OwnerMessage {
    fileprivate var mailText: String {
        text + "\n\nAt most one such message an hour is sent of each thing that happens.\n"
    }
}
