import Glibc
import NodeProcess
import Topology
import TrivialTopology

exit(NodeProcess.main(topologies: .standard + [Trivial.self]))
