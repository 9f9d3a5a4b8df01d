import Subprocess
import SystemPackage

/// Does work that starts a program, and sees to it that the program does not outlive this process:
/// whatever ends it, `kill -9` too, a shell that listens to it kills what it was told of.
///
/// Linux's own way, PR_SET_PDEATHSIG, is not open: it has to be asked for in the child between fork
/// and exec, where swift-subprocess lets nobody in; it would spare what the child itself started;
/// and it follows the thread that forked, not the process. What is left is the moment between a
/// program's start and the shell's hearing of it.
///
/// - Parameter work: tells the shell what to kill.
func withOrphanKiller<Value: Sendable>(
  _ work: (OrphanKiller) async throws -> Value
) async throws -> Value {
  var options = PlatformOptions()
  // Ctrl-C reaches the group in the terminal's foreground: this one has to stay.
  options.processGroupID = 0
  let result = try await Subprocess.run(
    .path("/bin/sh"), arguments: ["-c", orphanKiller], workingDirectory: FilePath("/"),
    platformOptions: options, input: .inputWriter, output: .discarded, error: .discarded
  ) { shell in
    let value = try await work(OrphanKiller(input: shell.standardInputWriter))
    // Without this line the end of its input is our death. If it is gone, nothing is lost by now.
    _ = try? await shell.standardInputWriter.write("done\n")
    return value
  }
  return result.closureResult
}

struct OrphanKiller {
  fileprivate let input: StandardInputWriter

  func tell(_ target: SignalTarget) async throws {
    _ = try await input.write(target.text + "\n")
  }
}

/// It reads what to kill, then a line when all is well; the end of its input comes before that line
/// only when this process has ended.
private let orphanKiller =
  #"trap '' HUP INT TERM; read -r target && { read -r done || kill -KILL -- "$target"; }"#
