using Steward.Vault.Keys;
using Steward.VaultTests.Chunks;
using Steward.VaultTests.Maintenance;

namespace Steward.VaultTests.Faults;

/// <summary>A vault with every kind of object: two snapshots, two keys, condemned packs.</summary>
internal static class HarmedWorld
{
    /// <summary>The second passphrase; its object is the larger one.</summary>
    public static readonly VaultSecret InSafe = VaultSecret.Passphrase("the one in the safe, which is longer");

    public static async Task<VaultWorld> NewAsync()
    {
        var world = await VaultWorld.NewAsync();
        world.Source.Files["dead"] = TestVault.Bytes(77, 900_000);
        var dead = await world.BackUpAsync();
        world.Source.Files.Clear();
        for (var i = 0; i < 30; i++) world.Source.Files[$"f{i:d2}"] = TestVault.Bytes(i, 500_000);
        for (var i = 0; i < 3; i++) world.Source.Files[$"old{i}"] = TestVault.Bytes(100 + i, 700_000);
        await world.BackUpAsync();
        for (var i = 0; i < 3; i++) world.Source.Files.Remove($"old{i}");
        world.Source.Files["new"] = TestVault.Bytes(200, 100_000);
        await world.BackUpAsync();
        await world.ForgetAsync(dead);
        await world.PruneAsync();
        await using var vault = await world.OpenAsync();
        await vault.AddKeyAsync(InSafe, new string('x', 500), default);
        return world;
    }

    /// <summary>Does it: <c>flipped</c>, <c>cut</c>, <c>gone</c>.</summary>
    public static void Harm(string path, string harm)
    {
        if (harm == "gone")
        {
            File.Delete(path);
            return;
        }

        var bytes = File.ReadAllBytes(path);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        if (harm == "cut") bytes = bytes[..(bytes.Length * 2 / 3)];
        else bytes[bytes.Length / 3] ^= 4;
        File.WriteAllBytes(path, bytes);
    }
}
