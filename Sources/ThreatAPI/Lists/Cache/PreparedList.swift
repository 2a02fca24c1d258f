import NIOCore
import ThreatModel

/// A list as it lies ready for clients.
enum PreparedList: Sendable {
    case addresses(AddressList)
    /// - Parameter since: how long these have been the bytes of the text, as far as this process knows.
    case text(ListText, since: Timestamp)
    case packed(any PackedText, ContentCoding, of: ListText, since: Timestamp)

    /// `nil` where it is not written down.
    var text: ListText? {
        switch self {
        case .addresses: nil
        case .text(let text, _), .packed(_, _, of: let text, _): text
        }
    }

    var since: Timestamp {
        switch self {
        case .addresses(let list): list.changedAt
        case .text(_, let since), .packed(_, _, _, let since): since
        }
    }

    var list: AddressList {
        switch self {
        case .addresses(let list): list
        case .text(let text, _), .packed(_, _, of: let text, _): text.rows.list
        }
    }

    /// Bytes of memory of its own.
    var byteCount: Int {
        switch self {
        case .addresses(let list): list.byteCount
        case .text(let text, _): text.byteCount
        case .packed(let packed, _, _, _): packed.byteCount
        }
    }

    /// What is alive as long as an answer is under way that shares its bytes.
    var holder: AnyObject {
        switch self {
        case .addresses(let list): list
        case .text(let text, _): text
        case .packed(let packed, _, _, _): packed
        }
    }

    /// The answer's body for a part of the text.
    func body(of part: ListText.Part) throws(RequestError) -> Answer.Body {
        switch self {
        case .addresses: throw .internalFault
        case .text(let text, _):
            guard let blocks = text.kept(blocks: part.blocks) else {
                return .stream(ListTextStream(text: text, part: part))
            }
            let pieces = [ByteBuffer(bytes: part.head), blocks, ByteBuffer(bytes: part.rest + part.tail)]
            return .shared(pieces, holder: text)
        case .packed(let packed, _, _, _):
            do {
                return .shared(try packed.body(of: part), holder: packed)
            } catch { throw .internalFault }
        }
    }
}
