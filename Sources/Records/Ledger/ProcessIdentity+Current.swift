import Platform
import Glibc
import Release

extension ProcessIdentity {
  /// This process.
  static func current() throws(Problem) -> ProcessIdentity {
    let pid = Int(getpid())
    return ProcessIdentity(
      host: hostName(), pid: pid, scope: try scope(), startedAtTicks: try startedAt(pid) ?? 0)
  }

  /// Whether the process still runs; nil where it is another machine's, or another container's.
  public func isRunning() throws(Problem) -> Bool? {
    guard try Self.scope() == scope else { return nil }
    return try Self.startedAt(pid) == startedAtTicks
  }

  /// The boot of the machine (random(4)) and the namespace of its process ids (pid_namespaces(7)).
  private static func scope() throws(Problem) -> String {
    let boot = try readFile("/proc/sys/kernel/random/boot_id") ?? []
    var namespace = stat()
    _ = stat("/proc/self/ns/pid", &namespace)
    let name = String(decoding: boot, as: UTF8.self).prefix { !$0.isNewline }
    return "\(name)/\(namespace.st_ino)"
  }

  /// Field 22 of /proc/PID/stat (proc_pid_stat(5)); nil when there is no such process, or it has
  /// ended and was not waited for. The name in field 2 may hold spaces and parentheses.
  private static func startedAt(_ pid: Int) throws(Problem) -> Int? {
    guard let bytes = try readFile("/proc/\(pid)/stat") else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.lastIndex(of: ")") else { return nil }
    let fields = text[text.index(after: end)...].split(separator: " ")
    guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
    return Int(fields[19])
  }
}
