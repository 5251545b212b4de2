import Glibc
import Runner

exit(Program.standard.run(Array(CommandLine.arguments.dropFirst())).rawValue)
