using Steward.Kernel;
using Steward.TestKit.Vaults;
using Steward.Vault;
using Steward.Vault.Chunks;
using Steward.Vault.Keys;
using Steward.Vault.Stores;

namespace Steward.VaultTests.Chunks;

/// <summary>Vaults for tests.</summary>
internal static class TestVault
{
    public static readonly VaultSecret Secret = VaultSecret.Passphrase("correct horse battery staple");

    public static VaultOptions Options(string? cache = null, TimeProvider? time = null) => new() { Time = time ?? TimeProvider.System, CacheFolder = cache };

    public static Task<OpenVault> NewAsync(IVaultStore? store = null) => OpenVault.InitAsync(store ?? StoreKinds.NewFolder(), Secret, Options(), CancellationToken.None);

    public static Task<OpenVault> OpenAsync(IVaultStore store, string? cache = null) => OpenVault.OpenAsync(store, Secret, Options(cache), CancellationToken.None);

    /// <summary>Bytes that are the same for the same seed; half of them compress.</summary>
    public static byte[] Bytes(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        for (var i = 0; i < length; i += 512) bytes.AsSpan(i, Math.Min(256, length - i)).Fill((byte)seed);
        return bytes;
    }

    public static async Task<ChunkId> AddAsync(this IChunkWriter writer, byte[] bytes) => await writer.AddAsync(bytes, ChunkKind.Content, CancellationToken.None);

    public static async Task<FailureKind> FailureOf(Func<Task> call) => (await Xunit.Assert.ThrowsAsync<StewardException>(call)).Kind;
}
