using System.CommandLine;
using Spectre.Console;
using Steward.Cli.Git;
using Steward.Cli.Remote;
using Steward.Kernel;
using Steward.Stages.Testing.Results.Announcements;

namespace Steward.Cli.Commands.Results;

/// <summary><c>steward results announce PRODUCT SHA</c>: says what will be reported, so that it is awaited.</summary>
internal static class AnnounceCommand
{
    public static Command Build(CliServices services)
    {
        var product = new Argument<string>("PRODUCT") { Description = "owner/name." };
        var commit = new Argument<string>("SHA") { Description = "The commit that is tested, in full, or HEAD: what is checked out here." };
        var set = new Option<string>("--set") { Description = "The test set.", Required = true };
        var shards = new Option<int?>("--shards") { Description = "In how many shards it is run: each of them is awaited." };
        var shard = new Option<int?>("--shard") { Description = "The one shard that this is about. Default: all of them." };
        var attempt = new Option<int>("--attempt") { Description = "The attempt. Until it has come, older ones do not count.", DefaultValueFactory = _ => 1 };
        var tests = new Option<string?>("--tests") { Description = "A file with the names of the tests, one a line: each of them is awaited." };
        var aborted = new Option<string?>("--aborted") { Description = "Says that the attempt was cut off, and why: it is not awaited any more, and does not count." };
        var command = new Command("announce", "Announces a test run, before its reports come.") { product, commit, set, shards, shard, attempt, tests, aborted };
        return command.Asks(services, Ask, receipt => Show(services, receipt));

        async Task<AnnouncementReceipt> Ask(StewardClient client, ParseResult parsed, CancellationToken cancellation)
        {
            var change = new ChangeId(ProductId.Parse(parsed.GetValue(product)!), await CommitAsync(services, parsed.GetValue(commit)!, cancellation));
            var reason = parsed.GetValue(aborted);
            var announcement = new Announcement(
                parsed.GetValue(set), parsed.GetValue(attempt), parsed.GetValue(shards), await NamesAsync(services, parsed.GetValue(tests), cancellation),
                reason is null ? null : AnnouncedState.Aborted, reason)
            { Shard = parsed.GetValue(shard) };
            return await client.PostAsync<AnnouncementReceipt>($"api/results/{change.Product}/{change.Commit}/announce", announcement, cancellation);
        }
    }

    private static async Task<CommitSha> CommitAsync(CliServices services, string commit, CancellationToken cancellation) =>
        commit == "HEAD" ? await (await WorkingCopy.FindAsync(services.Folder, cancellation)).HeadAsync(cancellation) : CommitSha.Parse(commit);

    private static async Task<IReadOnlyList<string>?> NamesAsync(CliServices services, string? file, CancellationToken cancellation)
    {
        if (file is null) return null;
        try
        {
            var names = new List<string>();
            await foreach (var line in File.ReadLinesAsync(services.PathOf(file), cancellation))
            {
                if (line.Trim() is { Length: > 0 } name) names.Add(name);
                if (names.Count > Announcement.MaxTests) throw StewardException.Invalid($"{file} has more than {Announcement.MaxTests} names.");
            }

            return names;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw StewardException.Invalid($"{file} cannot be read: {Texts.Clip(failure.Message, 200)}", failure);
        }
    }

    private static void Show(CliServices services, AnnouncementReceipt receipt)
    {
        foreach (var set in receipt.Sets)
        {
            var parts = (set.Shards is { } shards ? $", {Texts.Count(shards, "shard")}" : "") + (set.Tests is { } tests ? $", {Texts.Count(tests, "test")}" : "");
            services.Out.MarkupLineInterpolated($"{set.Set}, attempt {set.Attempt}{parts}, of {receipt.Change.Product} at {receipt.Change.Commit.Abbreviated}: {set.State}.");
        }
    }
}
