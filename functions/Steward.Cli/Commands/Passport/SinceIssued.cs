using Spectre.Console;
using Steward.Cli.Remote;
using Steward.Kernel;
using Steward.Passports;
using Steward.Stages.Release.Releases;

namespace Steward.Cli.Commands.Passport;

/// <summary>
/// What became of a release since its passport was issued. A passport is a statement about its moment and stays true; that newer virus signatures
/// condemned the release stands in the ledger behind it, and only a running Steward can tell.
/// </summary>
/// <param name="IsKnown">Whether Steward was asked and answered.</param>
/// <param name="Condemned">What was found in it since, one sentence each.</param>
/// <param name="Problem">Why it is not known; null where it is.</param>
internal sealed record SinceIssued(bool IsKnown, IReadOnlyList<string> Condemned, string? Problem)
{
    private const string NotAsked = "Nobody was asked whether the release was condemned since: a passport tells of its moment only. Set STEWARD_URL and STEWARD_TOKEN to ask.";

    /// <summary>Asks the Steward of the environment. With none there it is not known; a must then fails, as one that does not answer.</summary>
    public static async Task<SinceIssued> AskAsync(CliServices services, PassportStatement statement, bool must, CancellationToken cancellation)
    {
        if (!must && string.IsNullOrEmpty(services.Environment("STEWARD_URL"))) return Unknown(NotAsked);
        try
        {
            return await AskAsync(services, statement, cancellation);
        }
        catch (Exception failure) when (!must && failure is StewardException or HttpRequestException)
        {
            return Unknown($"Whether the release was condemned since is not known: {failure.Message}");
        }
    }

    /// <summary>Not asked, because somebody wants no network.</summary>
    public static SinceIssued Offline() => Unknown("Offline, nobody can say whether the release was condemned since: a passport tells of its moment only.");

    public void Show(CliServices services)
    {
        foreach (var sentence in Condemned) services.Out.MarkupLineInterpolated($"[red]Condemned since: {sentence}[/]");
        if (Condemned.Count > 0) services.Out.MarkupLine("[red]No: the passport is true of its moment, and the release is not to be used any more.[/]");
        if (Problem is { } problem) services.Notes.MarkupLineInterpolated($"[yellow]{problem}[/]");
    }

    private static async Task<SinceIssued> AskAsync(CliServices services, PassportStatement statement, CancellationToken cancellation)
    {
        var subject = statement.Subject[0];
        var commit = subject.Digest.GetValueOrDefault("gitCommit") ?? "";
        using var client = StewardClient.Open(services);
        var view = await client.RequireAsync<ReleaseView>(
            $"api/products/{statement.Predicate.Product}/releases/{Uri.EscapeDataString(subject.Name)}?commit={Uri.EscapeDataString(commit)}", cancellation);
        return new SinceIssued(true, view.Condemned, null);
    }

    private static SinceIssued Unknown(string problem) => new(false, [], problem);
}
