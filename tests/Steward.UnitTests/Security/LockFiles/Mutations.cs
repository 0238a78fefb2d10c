namespace Steward.UnitTests.Security.LockFiles;

/// <summary>What may happen to a file on its way.</summary>
internal static class Mutations
{
    /// <summary>One to three changes: a byte another, a piece lost, a piece twice, or one of some characters in between.</summary>
    public static byte[] Of(byte[] seed, Random random, string inserted)
    {
        var bytes = seed.ToList();
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at - 1)); break;
                case 2: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 40), bytes.Count - at))); break;
                default: bytes.Insert(at, (byte)inserted[random.Next(inserted.Length)]); break;
            }
        }

        return [.. bytes];
    }
}
