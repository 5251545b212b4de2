import Glibc
import NodeProcess
import Topology

exit(NodeProcess.main(topologies: .standard))
