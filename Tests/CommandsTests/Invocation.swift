import Glibc
import TestHosts
import TestLoop

/// One run of the program, as a shell would start it.
struct Invocation {
    let status: Int32
    let standardOutput: String
    let standardError: String

    /// - Parameter environment: on top of the test's own; a name alone takes a variable away.
    init(_ arguments: [String], environment: [String] = []) throws {
        let folder = try LoopFolder()
        let (output, error) = (folder.file("out"), folder.file("err"))
        let process = try TestProcess(
            ["sh", "-c", "out=$1 err=$2; shift 2; exec \"$@\" >\"$out\" 2>\"$err\"", "sh", output, error, "env"]
                + ["-u", "SIKKER_API_KEY", "-u", "SIKKER_API_URL", "-u", "SIKKER_SENSOR_TOKEN", "-u", "SIKKER_CONFIG"]
                + environment
                + [LoopProgram.path] + arguments)
        status = process.wait().status
        standardOutput = folder.text(of: "out")
        standardError = folder.text(of: "err")
    }
}
