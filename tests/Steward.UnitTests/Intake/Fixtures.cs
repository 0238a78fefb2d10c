namespace Steward.UnitTests.Intake;

/// <summary>The webhook bodies in GitHub's shape.</summary>
internal static class Fixtures
{
    private const string Prefix = "webhooks/";

    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(Fixtures).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Select(n => n[Prefix.Length..^".json".Length]).Order(StringComparer.Ordinal)];

    public static byte[] Read(string name)
    {
        using var stream = typeof(Fixtures).Assembly.GetManifestResourceStream($"{Prefix}{name}.json")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>The event that a fixture is of: <c>push.tag</c> is a <c>push</c>.</summary>
    public static string EventOf(string name) => name.Split('.')[0];
}
