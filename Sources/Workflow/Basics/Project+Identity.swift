import Git
import Release

extension Project {
  /// Who makes the commits of this command, now.
  func committer() throws(Problem) -> Ident {
    let (name, mail) = try repository.ident()
    return Ident(name: name, mail: mail, time: context.now())
  }
}
