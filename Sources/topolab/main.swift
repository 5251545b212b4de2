import Glibc
import Runner

if CommandLine.arguments.dropFirst().first == BaselineProcess.argument {
    exit(BaselineProcess.main(Array(CommandLine.arguments.dropFirst(2))))
}
exit(Program.standard.run(Array(CommandLine.arguments.dropFirst())).rawValue)
