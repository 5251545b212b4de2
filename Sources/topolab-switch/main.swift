import Emulation
import Glibc

exit(SwitchProcess.main())
