import ArgumentParser
import Detection
import Glibc
import ThreatAPI

/// Which rules a command is about, besides those that came with the program.
struct RuleOptions: ParsableArguments {
    @Argument(
        help: "Files of rules, or folders with some (default: those in the server's folder).", completion: .file())
    var files: [String] = []

    @OptionGroup var settings: SettingsFileOption

    /// The files' texts.
    ///
    /// - Throws: ``CommandFailure`` when one of them cannot be read.
    func texts() throws -> [NamedText] { try Self.texts(of: files, settings) }

    private static func texts(of files: [String], _ settings: SettingsFileOption) throws -> [NamedText] {
        var places = files
        if places.isEmpty, let folder = try settings.effective().usable().api.ruleFolder { places = [folder] }
        var texts: [NamedText] = []
        for path in try places.flatMap({ try paths(of: $0) }) {
            do {
                texts.append((path, try RuleText.of(path)))
            } catch {
                throw CommandFailure(.configuration, error.description)
            }
        }
        return texts
    }

    typealias NamedText = (name: String, text: String)

    /// The catalogue of all.
    ///
    /// - Throws: ``CommandFailure`` with the first fault.
    func catalogue() throws -> DetectionCatalogue { try Self.catalogue(of: files, settings) }

    /// The same where files are named otherwise.
    static func catalogue(of files: [String], _ settings: SettingsFileOption) throws -> DetectionCatalogue {
        let texts = try texts(of: files, settings)
        do {
            return try DetectionCatalogue(files: DetectionCatalogue.builtInFiles + texts)
        } catch {
            throw CommandFailure(.negative, "\(error)")
        }
    }

    private static func paths(of place: String) throws(CommandFailure) -> [String] {
        var status = stat()
        guard stat(place, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            // The rules that came with the program have names without a folder.
            return [place.contains("/") ? place : "./" + place]
        }
        guard access(place, R_OK | X_OK) == 0 else {
            throw CommandFailure(.configuration, "\(place) cannot be read: \(String(cString: strerror(errno)))")
        }
        return RuleText.paths(in: place)
    }
}
