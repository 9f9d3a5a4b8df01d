import CGit2
import Release

/// libgit2 itself: started once, and its errors turned into problems.
enum Library {
  private static let started = start(mappedLimit: 16 << 20, windowBytes: 1 << 18)

  /// - Parameters:
  ///   - mappedLimit: bytes of packs that are mapped at once, by all handles together.
  ///   - windowBytes: bytes of a pack that are mapped at a time.
  /// - Returns: how often libgit2 was started; negative when it was not.
  private static func start(mappedLimit: Int, windowBytes: Int) -> Int32 {
    let status = git_libgit2_init()
    guard status > 0 else { return status }
    let limiting = git_limit_mapping(mappedLimit, windowBytes)
    return limiting < 0 ? limiting : status
  }

  static func start() throws(Problem) {
    guard started > 0 else { throw failure(started, "start libgit2") }
  }

  /// As `start()`; whoever opens a repository hears of a failure.
  static func prepare() { _ = started }

  /// The problem of a call that just failed; reads libgit2's thread-local text at once and
  /// clears it, so that no later failure borrows it.
  static func failure(_ status: Int32, _ action: String) -> Problem {
    let last = git_error_last()?.pointee
    let text = last.flatMap(\.message).map { String(cString: $0) } ?? "no reason was given"
    let kind = kind(of: status, class: last?.klass ?? 0)
    git_error_clear()
    return Problem(kind, "cannot \(action): \(escaped(text, limit: 300))")
  }

  private static func kind(of status: Int32, class: Int32) -> Problem.Kind {
    let isConfiguration = `class` == Int32(GIT_ERROR_CONFIG.rawValue)
    return switch git_error_code(status) {
    case GIT_ENOTFOUND: isConfiguration ? .configuration : .notFound
    case GIT_ELOCKED, GIT_EEXISTS, GIT_EMODIFIED: .tryAgain
    case GIT_EINVALIDSPEC, GIT_EAMBIGUOUS: .usage
    case GIT_EOWNER: .notPermitted
    case GIT_EMISMATCH, GIT_EPEEL: .badData
    // A file of a ref that holds no id.
    default:
      isConfiguration
        ? .configuration
        : `class` == Int32(GIT_ERROR_REFERENCE.rawValue) ? .badData : .inputOutput
    }
  }
}

/// Throws what libgit2 says when a call failed.
func check(_ status: Int32, _ action: @autoclosure () -> String) throws(Problem) {
  guard status < 0 else { return }
  throw Library.failure(status, action())
}

func isNotFound(_ status: Int32) -> Bool { status == GIT_ENOTFOUND.rawValue }
