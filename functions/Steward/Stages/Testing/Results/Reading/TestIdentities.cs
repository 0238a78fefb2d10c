using System.Runtime.InteropServices;

namespace Steward.Stages.Testing.Results.Reading;

/// <summary>
/// Counts how many different tests there are among the runs of tests, and which of them failed before they passed. It keeps 62 bits of hash a test,
/// eight bytes, so a million tests cost 16 MB; two of a million are taken for one with a probability of about one in ten million.
/// </summary>
internal sealed class TestIdentities
{
    /// <summary>The most tests told apart; the table is three quarters full then.</summary>
    public const int Max = 1_500_000;

    private const ulong HasFailed = 1;
    private const ulong IsFlaky = 2;
    private const ulong Flags = HasFailed | IsFlaky;
    private const int FirstSize = 1024;
    private ulong[] _slots = new ulong[FirstSize];

    /// <summary>Different tests so far.</summary>
    public int Count { get; private set; }

    /// <summary>Those that failed and passed later.</summary>
    public int Flaky { get; private set; }

    /// <summary>True when there were more tests than are told apart: the counts are then too low.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Takes one run of a test in.</summary>
    public void Add(TestCaseResult test)
    {
        ref var slot = ref Find(_slots, Hash(test));
        if (slot == 0 && !Claim(ref slot, Hash(test))) return;
        if (test.Outcome is TestOutcome.Failed or TestOutcome.Errored) slot |= HasFailed;
        else if (test.Flaky && test.Outcome == TestOutcome.Passed) MarkFlaky(ref slot);
        else if (test.Outcome == TestOutcome.Passed && (slot & HasFailed) != 0) MarkFlaky(ref slot);
    }

    /// <summary>Takes the tests of another report in.</summary>
    public void Add(TestIdentities other)
    {
        // Not in the order of their slots: that is the order of their hashes, and would pile all of them up in the first slots of a table that still has to grow.
        const uint Stride = 0x9E3779B1;
        for (var i = 0u; i < other._slots.Length; i++)
        {
            var test = other._slots[i * Stride & (uint)(other._slots.Length - 1)];
            if (test == 0) continue;
            ref var slot = ref Find(_slots, test & ~Flags);
            if (slot == 0) Claim(ref slot, test & ~Flags);
        }

        IsFull |= other.IsFull;
    }

    private void MarkFlaky(ref ulong slot)
    {
        if ((slot & IsFlaky) != 0) return;
        slot |= IsFlaky;
        Flaky++;
    }

    private bool Claim(ref ulong slot, ulong hash)
    {
        if (Count == Max)
        {
            IsFull = true;
            return false;
        }

        Count++;
        slot = hash;
        if (Count * 4L <= _slots.Length * 3L) return true;
        Grow();
        slot = ref Find(_slots, hash);
        return true;
    }

    private void Grow()
    {
        var larger = new ulong[_slots.Length * 2];
        foreach (var slot in _slots)
        {
            if (slot != 0) Find(larger, slot & ~Flags) = slot;
        }

        _slots = larger;
    }

    // Linear probing; there is always a free slot.
    private static ref ulong Find(ulong[] slots, ulong hash)
    {
        var mask = slots.Length - 1;
        var at = (int)(hash >> 20) & mask;
        while (slots[at] != 0 && (slots[at] & ~Flags) != hash) at = (at + 1) & mask;
        return ref slots[at];
    }

    // The lowest bit of the hash proper is set, so that no test looks like a free slot.
    private static ulong Hash(TestCaseResult test) =>
        Mix(test.Name, Mix(test.ClassName ?? "", Mix(test.Suite, 0x9E3779B97F4A7C15))) & ~Flags | 4;

    private static ulong Mix(string text, ulong hash)
    {
        var bytes = MemoryMarshal.AsBytes(text.AsSpan());
        hash ^= (ulong)bytes.Length << 1 | 1;
        for (; bytes.Length >= 8; bytes = bytes[8..]) hash = Mix(hash, MemoryMarshal.Read<ulong>(bytes));
        for (; bytes.Length >= 2; bytes = bytes[2..]) hash = Mix(hash, MemoryMarshal.Read<ushort>(bytes));
        return hash;
    }

    // The two halves of a product of 128 bits, as wyhash folds them (github.com/wangyi-fudan/wyhash).
    private static ulong Mix(ulong hash, ulong word)
    {
        var high = Math.BigMul(hash ^ 0xA0761D6478BD642F, word ^ 0xE7037ED1A0B428DB, out var low);
        return high ^ low;
    }
}
