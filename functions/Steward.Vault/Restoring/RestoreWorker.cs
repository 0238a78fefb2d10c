using Steward.Kernel;
using Steward.Vault.Backing;
using Steward.Vault.Chunks;
using Steward.Vault.Entries;
using Steward.Vault.Sources;

namespace Steward.Vault.Restoring;

/// <summary>A file that is to be restored.</summary>
/// <param name="Entry">Its entry.</param>
/// <param name="Node">The folder that it is in, held until the file is done.</param>
/// <param name="Folder">The same, open.</param>
internal sealed record RestoreWork(Entry Entry, RestoreNode Node, IRestoreFolder Folder);

/// <summary>Restores contents of files; several may run side by side.</summary>
internal sealed class RestoreWorker(OpenVault vault, IChunkReader reader, RestoreCounts counts, SourceProblems problems, ProgressMeter meter)
{
    private const int SetIds = 0xC00;

    /// <summary>Restores one. A failure of it is told and hides no other file; a full disk ends all.</summary>
    public async Task RunAsync(RestoreWork work, bool replace, CancellationToken cancellation)
    {
        try
        {
            if (replace && Keeps(work)) counts.Kept();
            else await WriteAsync(work, replace, cancellation);
            counts.Done(work.Entry);
            meter.AddFile();
        }
        catch (DiskFullException full)
        {
            throw counts.Full(work.Entry, full);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or StewardException { Kind: FailureKind.Invalid or FailureKind.NotFound })
        {
            counts.Failed();
            problems.Add($"'{Texts.Clip(work.Entry.Path.ToString(), 400)}' is not restored: {failure.Message.TrimEnd('.')}.");
        }
        finally
        {
            work.Node.Release(problems);
        }
    }

    private async Task WriteAsync(RestoreWork work, bool replace, CancellationToken cancellation)
    {
        using var file = work.Folder.NewFile(RestoreNode.NameOf(work.Entry.Path), replace);
        var places = new ContentPlaces(work.Entry);
        foreach (var id in work.Entry.Chunks)
        {
            using var chunk = await reader.RentAsync(id, cancellation);
            for (var rest = chunk.Bytes; !rest.IsEmpty;)
            {
                var (offset, length) = places.Next(rest.Length);
                file.Write(rest.Span[..length], offset);
                rest = rest[length..];
            }

            meter.AddBytes(chunk.Bytes.Length);
        }

        places.End();
        file.Complete(work.Entry, problems);
    }

    // What is there may be the whole file already: of a try that was broken off, or of always. What runs with another's rights is always written anew: whoever owns what is
    // there, or has it open, could change it between the comparison and its new owner.
    private bool Keeps(RestoreWork work)
    {
        if ((work.Entry.Mode & SetIds) != 0 || work.Entry.Attributes.Any(a => a.Name.StartsWith("security.", StringComparison.Ordinal))) return false;
        var name = RestoreNode.NameOf(work.Entry.Path);
        using (var existing = work.Folder.Existing(name))
            if (existing is null || !new ContentComparison(vault, reader).IsSame(existing, work.Entry)) return false;
        work.Folder.Describe(name, work.Entry, problems);
        meter.AddBytes(work.Entry.Size);
        return true;
    }
}
