namespace Steward.Stages.Monitoring.Errors.Grouping;

/// <summary>What stands in a template in the place of what varies.</summary>
internal static class Masks
{
    public const string Any = "<*>";
    public const string Number = "<num>";
    public const string Hex = "<hex>";
    public const string Guid = "<guid>";
    public const string Time = "<time>";
    public const string Date = "<date>";
    public const string Address = "<ip>";
    public const string Path = "<path>";
    public const string Url = "<url>";
    public const string Email = "<email>";
    public const string Quoted = "<str>";
    public const string Identifier = "<id>";

    /// <summary>True for a token in which something was masked.</summary>
    public static bool IsIn(string token) => token.Contains('<', StringComparison.Ordinal) && token.Contains('>', StringComparison.Ordinal);
}
