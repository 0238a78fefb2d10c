namespace Steward.TestKit;

/// <summary>Where the checkout under test lies.</summary>
public static class Repository
{
    /// <summary>The top folder: the one with <c>Serverless.sln</c>.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>A path below the top folder.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Serverless.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
