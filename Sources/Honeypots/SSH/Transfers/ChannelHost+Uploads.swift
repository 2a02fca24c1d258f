import ThreatModel

extension ChannelHost {
    /// Keeps a file that was sent, unless these bytes at this path were kept already. What is too much to be kept is told
    /// by its name alone.
    mutating func keepUpload(
        _ id: Int, path: ByteString, how: FileOrigin, _ log: inout TransferLog, _ output: inout ChannelOutput
    ) {
        let node = files[id]
        guard case .file(.bytes(let bytes)) = node.kind, node.origin != nil else { return }
        guard !bytes.isEmpty, log.mayExamine(bytes.count), recordedFiles.admit(path: path, bytes) else {
            return log.tell("put " + path, &output)
        }
        var fields: EventFields = ["how": how.rawValue]
        fields.set("path", bytes: path.prefix(limits.fieldBytes))
        if node.unkeptBytes > 0 { fields["truncated"] = "true" }
        output.keep(bytes, fields)
    }
}
