/// The world's numbering plans, as libphonenumber knows them.
public enum NumberingPlan {
  /// The version of the metadata. A new version can change keys, so an index names the one it was
  /// built with.
  public static let version = "9.0.43"
}
