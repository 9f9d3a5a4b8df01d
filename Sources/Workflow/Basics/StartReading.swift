import Git

/// Starts what reads repositories, while the command line is still being read.
@concurrent public func startReading() async { Repository.prepare() }
