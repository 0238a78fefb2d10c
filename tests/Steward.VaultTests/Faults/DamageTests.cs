using Steward.Kernel;
using Steward.Vault;
using Steward.Vault.Chunks;
using Steward.Vault.Keys;
using Steward.VaultTests.Chunks;
using Xunit;

namespace Steward.VaultTests.Faults;

/// <summary>Each kind of object with a bit flipped or cut short, and the kinds without which files are lost gone: it is named with what to do, and nothing else is lost.</summary>
public sealed class DamageTests
{
    public static TheoryData<string, string> Harms
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var kind in new[] { "packs/", "index/", "snapshots/", "keys/", "condemned/" })
                foreach (var harm in new[] { "flipped", "cut" }) all.Add(kind, harm);
            foreach (var kind in new[] { "packs/", "index/" }) all.Add(kind, "gone");
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Harms))]
    public async Task What_is_damaged_is_named_and_the_rest_is_whole(string kind, string harm)
    {
        var world = await HarmedWorld.NewAsync();
        var name = (await world.NamesAsync(kind)).MaxBy(n => new FileInfo(world.PathOf(n)).Length)!;
        HarmedWorld.Harm(world.PathOf(name), harm);
        var report = await world.VerifyAsync();
        if (kind == "index/" && harm == "gone")
        {
            // An index that is gone is known by the files that miss it.
            Assert.True(report.LostCount > 0);
            return;
        }

        Assert.Contains(report.Problems, p => p.Contains(name, StringComparison.Ordinal));
        if (kind == "packs/") Assert.NotEmpty(report.Lost);
        if (kind is "keys/" or "condemned/") await world.AllIsThereAsync();
    }

    [Theory]
    [InlineData("flipped")]
    [InlineData("cut")]
    [InlineData("gone")]
    public async Task An_index_is_made_anew_from_the_packs(string harm)
    {
        var world = await HarmedWorld.NewAsync();
        foreach (var name in await world.NamesAsync("index/")) HarmedWorld.Harm(world.PathOf(name), harm);
        if (harm != "gone") Assert.Contains("repair", (await world.VerifyAsync()).Problems[0], StringComparison.Ordinal);
        var repaired = await world.RepairAsync();
        Assert.True(repaired.PacksIndexed > 0);
        Assert.Empty(repaired.Lost);
        Assert.True((await world.VerifyAsync()).IsSound);
        await world.AllIsThereAsync();
    }

    [Theory]
    [InlineData("flipped")]
    [InlineData("cut")]
    [InlineData("gone")]
    public async Task A_pack_that_is_lost_costs_the_files_in_it_which_are_named_and_the_next_backup_heals_the_vault(string harm)
    {
        var world = await HarmedWorld.NewAsync();
        var pack = (await world.NamesAsync("packs/")).MaxBy(n => new FileInfo(world.PathOf(n)).Length)!;
        HarmedWorld.Harm(world.PathOf(pack), harm);
        var report = await world.VerifyAsync();
        Assert.Contains(report.Problems, p => p.Contains(pack, StringComparison.Ordinal));
        Assert.All(report.Lost, l => Assert.NotNull(l.Path));
        Assert.InRange(report.LostCount, 1, 100);
        var repaired = await world.RepairAsync(data: true);
        Assert.Equal(1, repaired.PacksLeftOut);
        if (harm != "gone") Assert.True(repaired.ChunksSaved > 0);
        Assert.InRange(repaired.LostCount, 1, report.LostCount);
        await world.BackUpAsync();
        var healed = await world.VerifyAsync(data: false);
        Assert.Empty(healed.Problems);
        Assert.All(healed.Lost, l => Assert.StartsWith("old", l.Path, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("index/")]
    [InlineData("snapshots/")]
    [InlineData("condemned/")]
    public async Task An_object_that_was_changed_and_given_the_name_of_its_new_bytes_is_not_believed(string kind)
    {
        var world = await HarmedWorld.NewAsync();
        var name = (await world.NamesAsync(kind))[0];
        HarmedWorld.Harm(world.PathOf(name), "flipped");
        var forged = kind + Steward.Vault.Stores.ObjectNames.HashOf(await File.ReadAllBytesAsync(world.PathOf(name)));
        File.Move(world.PathOf(name), world.PathOf(forged));
        Assert.Contains((await world.VerifyAsync()).Problems, p => p.Contains(forged, StringComparison.Ordinal) || p.Contains(forged[kind.Length..], StringComparison.Ordinal));
        Assert.Contains("Nothing was removed", (await Assert.ThrowsAsync<StewardException>(() => world.PruneAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_passphrase_is_told_from_a_damaged_vault()
    {
        var world = await HarmedWorld.NewAsync();
        var refusal = await Assert.ThrowsAsync<StewardException>(() => OpenVault.OpenAsync(world.Folder, VaultSecret.Passphrase("wrong"), TestVault.Options(), default));
        Assert.Equal(FailureKind.Forbidden, refusal.Kind);
        Assert.Contains("passphrase does not open", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_that_were_changed_are_refused()
    {
        var world = await HarmedWorld.NewAsync();
        var path = world.PathOf("config");
        var (made, average) = (await File.ReadAllTextAsync(path), ChunkSizes.OfContent.Average);
        var changed = made.Replace($"{average}", $"{average * 2}", StringComparison.Ordinal);
        Assert.NotEqual(made, changed);
        await File.WriteAllTextAsync(path, changed);
        var refusal = await Assert.ThrowsAsync<StewardException>(() => world.OpenAsync());
        Assert.Contains("'config'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slot_that_asks_for_all_the_memory_there_is_is_not_believed()
    {
        var world = await HarmedWorld.NewAsync();
        var name = (await world.NamesAsync("keys/")).Single(n => File.ReadAllText(world.PathOf(n)).Contains("the first one", StringComparison.Ordinal));
        var text = (await File.ReadAllTextAsync(world.PathOf(name))).Replace("65536", "2000000000", StringComparison.Ordinal);
        File.Delete(world.PathOf(name));
        await world.Folder.CreateAsync("keys/" + Steward.Vault.Stores.ObjectNames.HashOf(System.Text.Encoding.UTF8.GetBytes(text)), System.Text.Encoding.UTF8.GetBytes(text), default);
        Assert.Equal(FailureKind.Forbidden, await TestVault.FailureOf(() => world.OpenAsync()));
    }
}
