namespace Steward.Kernel;

/// <summary>How stages and their capabilities are written in paths, messages and verdict trees.</summary>
public static class StageNames
{
    /// <summary>The stage in lower case: <c>testing</c>.</summary>
    public static string Of(Stage stage) => stage.ToString().ToLowerInvariant();

    /// <summary><c>stage/capability</c>.</summary>
    public static string KeyOf(Stage stage, string capability) => $"{Of(stage)}/{capability}";
}
