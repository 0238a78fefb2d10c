using System.Text;
using System.Text.Json.Nodes;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Release.Releases;
using Steward.Stages.Security.Licences;
using Steward.Stages.Security.Licences.Boms;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Release;

/// <summary>The bills of materials of a release, from the scan of its head to its passport.</summary>
public sealed class SbomReleaseTests
{
    [Fact]
    public async Task A_release_leaves_bills_of_materials_that_its_passport_lists_by_digest()
    {
        await using var team = await ReleasingTeam.CreateAsync();
        var change = await team.PushAsync("v1", "tagPrefix: v");
        await ScannedAsync(team, change.Commit);

        var release = await team.ReleaseAsync("v1");

        Assert.True(release.HasPassport, release.Reason);
        var sboms = new SbomReader(team.World.Ledger, team.World.Get<IPayloadStore>());
        var passport = JsonNode.Parse((await team.World.Get<ReleaseReader>().PassportAsync(team.Product, "v1", CancellationToken.None))!)!;
        var statement = Encoding.UTF8.GetString(Convert.FromBase64String((string)passport["payload"]!));
        foreach (var format in Enum.GetValues<BomFormat>())
        {
            var bytes = await sboms.FindAsync(team.Product, "v1", change.Commit, format, CancellationToken.None);
            Assert.Contains(Digest.Sha256(bytes), statement, StringComparison.Ordinal);
            Assert.Contains("pkg:npm/left-pad@1.3.0", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        }

        var absent = await Assert.ThrowsAsync<StewardException>(() => sboms.FindAsync(team.Product, "v2", change.Commit, BomFormat.Spdx, CancellationToken.None));
        Assert.Equal(FailureKind.NotFound, absent.Kind);
    }

    private static async Task ScannedAsync(ReleasingTeam team, CommitSha commit)
    {
        var payload = await team.World.Get<IPayloadStore>().PutAsync(team.Product, Json.WriteBytes(LicenceScans.Now), CancellationToken.None);
        await team.World.AppendAsync(team.Product, new Evidence
        {
            Id = Evidence.IdFor(LicencesCapability.Scanned, Subject.Commit(commit), payload),
            Time = TimeProvider.System.GetUtcNow(),
            Actor = "steward",
            Kind = LicencesCapability.Scanned,
            Subject = Subject.Commit(commit),
            Outcome = EvidenceOutcome.Info,
            Payload = payload,
            Details = [],
        });
    }
}
