import Glibc
import Runner

StandardDescriptors.open()
// Nodes are waited for, whoever started this program; a file too large is an error like a full disk.
signal(SIGCHLD, SIG_DFL)
signal(SIGXFSZ, SIG_IGN)
if CommandLine.arguments.dropFirst().first == BaselineProcess.argument {
    exit(BaselineProcess.main(Array(CommandLine.arguments.dropFirst(2))))
}
if CommandLine.arguments.dropFirst().first == CleanupProcess.argument {
    exit(CleanupProcess.main())
}
exit(Program.standard.run(Array(CommandLine.arguments.dropFirst())).rawValue)
