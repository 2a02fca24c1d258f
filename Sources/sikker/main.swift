import Commands

await CommandLineTool.run(Array(CommandLine.arguments.dropFirst()))
