import Release

/// Why the work of a state did not come to its end.
enum DeploymentInterruption: Error {
  /// A failure of the deployment: the environment says what happens then.
  case failure(Problem)
  /// The deployment is left where it is, to be resumed: interrupted, or the record is out of reach.
  case stop(Problem)
}

/// Runs work whose problems are failures of the deployment.
func failing<Result>(_ work: () throws(Problem) -> Result) throws(DeploymentInterruption) -> Result
{
  do {
    return try work()
  } catch {
    throw error.kind == .interrupted ? .stop(error) : .failure(error)
  }
}

/// Runs work whose problems leave the deployment where it is.
func stopping<Result>(_ work: () throws(Problem) -> Result) throws(DeploymentInterruption) -> Result
{
  do {
    return try work()
  } catch {
    throw .stop(error)
  }
}
