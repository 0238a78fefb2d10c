using Steward.Kernel;

namespace Steward.Stages.Testing.Results.Announcements;

/// <summary>What people read about announcements.</summary>
internal static class AnnouncementText
{
    public static string Summary(AnnouncedEvidence announced)
    {
        var tests = announced.Tests is { } number ? $", {Texts.Count(number, "test")}" : "";
        var what = announced switch
        {
            { Shard: { } shard, Shards: { } of } => $"shard {shard} of {of}",
            { Parts: { } parts, Shards: { } of } => $"{parts} of {of} shards",
            { Shards: { } of } => Texts.Count(of, "shard"),
            _ => "announced",
        };
        return announced.IsAborted
            ? $"{announced.Set}, attempt {announced.Attempt}: aborted"
            : $"{announced.Set}, attempt {announced.Attempt}: {what}{tests}";
    }
}
